/**
 * Wire schemas of the simulated part of Security Hub, in the form of SDK clients; the SDK's own client would be installed only
 * for them.
 */
const NAMESPACE = 'com.amazonaws.securityhub';
const STRING = 0;

const account = [3, NAMESPACE, 'AdminAccount', 0, ['AccountId', 'Status'], [STRING, STRING]] as const;
const accounts = [1, NAMESPACE, 'AdminAccounts', 0, () => account] as const;
const empty = [3, NAMESPACE, 'Empty', 0, [], []] as const;
const listed = [
  3,
  NAMESPACE,
  'ListOrganizationAdminAccountsResponse',
  0,
  ['AdminAccounts', 'NextToken'],
  [() => accounts, STRING],
] as const;

const reading = (name: string, method: string, path: string) =>
  [9, NAMESPACE, name, { http: [method, path, 200] }, () => empty, () => empty] as const;

export const DescribeHub$ = reading('DescribeHub', 'GET', '/accounts');
export const GetEnabledStandards$ = reading('GetEnabledStandards', 'POST', '/standards/get');
export const GetFindings$ = reading('GetFindings', 'POST', '/findings');
export const GetAdministratorAccount$ = reading('GetAdministratorAccount', 'GET', '/administrator');
export const ListMembers$ = reading('ListMembers', 'GET', '/members');
export const ListOrganizationAdminAccounts$ = [
  9,
  NAMESPACE,
  'ListOrganizationAdminAccounts',
  { http: ['GET', '/organization/admin', 200] },
  () => empty,
  () => listed,
] as const;
