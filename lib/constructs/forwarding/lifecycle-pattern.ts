/** Service events; since 28 May 2026 Organizations sends one for each account that joins or departs, however it does. */
const RESULTS = [
  'AccountJoinedOrganization',
  'AccountDepartedOrganization',
  'CreateAccountResult',
  'CloseAccountResult',
];
const CALLS = ['AcceptHandshake', 'MoveAccount', 'RemoveAccountFromOrganization', 'CloseAccount'];

/** What such events are, in one sentence. */
export const LIFECYCLE = 'An account was created, joined, moved, left or closed, or enabled or disabled a region.';

/**
 * EventBridge's pattern of what happens to accounts and their regions.
 * @param account the one account that says so; whichever the bus lets in where absent
 */
export function lifecyclePattern(account?: string) {
  return {
    ...(account !== undefined && { account: [account] }),
    source: ['aws.organizations', 'aws.account'],
    'detail-type': ['AWS Service Event via CloudTrail', 'AWS API Call via CloudTrail', 'Region Opt-In Status Change'],
    detail: { $or: [{ eventName: [...RESULTS, ...CALLS] }, { regionName: [{ exists: true }] }] },
  };
}
