/** Service events. Since 28 May 2026, Organizations sends one for every account that joins or departs, in any way. */
const RESULTS = [
  'AccountJoinedOrganization',
  'AccountDepartedOrganization',
  'CreateAccountResult',
  'CloseAccountResult',
];
const CALLS = ['AcceptHandshake', 'MoveAccount', 'RemoveAccountFromOrganization', 'CloseAccount'];

/** The description of lifecycle events. */
export const LIFECYCLE = 'An account was created, joined, moved, left or closed, or enabled or disabled a region.';

/**
 * The pattern of events about accounts and their regions.
 * @param account the account that sends them; any account that the bus accepts if absent
 */
export function lifecyclePattern(account?: string) {
  return {
    ...(account !== undefined && { account: [account] }),
    source: ['aws.organizations', 'aws.account'],
    'detail-type': ['AWS Service Event via CloudTrail', 'AWS API Call via CloudTrail', 'Region Opt-In Status Change'],
    detail: { $or: [{ eventName: [...RESULTS, ...CALLS] }, { regionName: [{ exists: true }] }] },
  };
}
