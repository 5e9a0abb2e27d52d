const RESULTS = ['CreateAccountResult', 'CloseAccountResult'];
const CALLS = ['AcceptHandshake', 'MoveAccount', 'RemoveAccountFromOrganization', 'CloseAccount'];

/** What such events are, in one sentence. */
export const LIFECYCLE = 'An account was created, joined, moved, left or closed, or enabled or disabled a region.';

/**
 * EventBridge's pattern of what happens to accounts and their regions.
 * @param narrowed the account that says so, and the one region whose opt-ins matter; all of them where absent
 */
export function lifecyclePattern(narrowed?: { readonly account: string; readonly region: string }) {
  const regionName = narrowed ? [narrowed.region] : [{ exists: true }];
  return {
    ...(narrowed && { account: [narrowed.account] }),
    source: ['aws.organizations', 'aws.account'],
    'detail-type': ['AWS Service Event via CloudTrail', 'AWS API Call via CloudTrail', 'Region Opt-In Status Change'],
    detail: { $or: [{ eventName: [...RESULTS, ...CALLS] }, { regionName }] },
  };
}
