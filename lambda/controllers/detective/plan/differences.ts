import type { Times } from '../../../reconcile/controller';
import type { Difference } from '../../../reconcile/difference';
import type { DetectiveAction } from '../action';
import type { DetectiveDesired } from '../desired';
import type { DetectiveObserved } from '../observe';

/** The differences that an action repairs. To ask AWS to check a data volume again repairs none. */
export function differences(
  action: DetectiveAction,
  observed: DetectiveObserved,
  { administrator: account }: DetectiveDesired,
): Difference[] {
  switch (action.type) {
    case 'CreateGraph':
      return [{ account, reason: 'GraphDeleted', words: 'the administrator has no Detective graph' }];
    case 'UpdateOrganizationConfiguration': {
      const words = `auto-enable is ${observed.autoEnable} instead of ${action.autoEnable}`;
      return [{ account, reason: 'OrganizationConfigurationChanged', words }];
    }
    case 'UpdateDatasourcePackages':
      return action.packages.map((name) => ({
        account,
        reason: 'PackageStopped',
        words: `${name} is ${observed.packages[name] ?? 'not there'} instead of STARTED`,
      }));
    case 'CreateMembers':
      return action.accounts.map(({ id }) => ({
        account: id,
        reason: 'MemberMissing',
        words: 'the graph does not have the account',
      }));
    case 'DeleteGraph':
    case 'DeleteMembers':
    case 'ForgetMembers':
    case 'StartMonitoringMember':
      return [];
    default:
      return action satisfies never;
  }
}

/** When an account joined the organization, and when it was enrolled in the graph. */
export function times({ accounts, members }: DetectiveObserved): (account: string) => Times {
  const joined = new Map(accounts.map(({ id, joinedAt }) => [id, joinedAt]));
  const changed = new Map(members.map(({ account, invitedAt }) => [account, invitedAt]));
  return (account) => ({ joinedAt: joined.get(account), changedAt: changed.get(account) });
}
