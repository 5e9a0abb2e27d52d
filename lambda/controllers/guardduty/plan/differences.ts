import type { Features, Status } from '../../../aws/guardduty/features';
import type { Times } from '../../../reconcile/controller';
import type { Difference } from '../../../reconcile/difference';
import { JOINING } from '../../../reconcile/drift';
import type { GuardDutyAction } from '../action';
import type { GuardDutyDesired } from '../desired';
import type { GuardDutyObserved } from '../observe';
import { isSameTarget } from './export';
import { differing } from './targets';

/** Statuses of accounts that were members until someone ended it (M16). */
const LEFT: ReadonlySet<string> = new Set(['Removed', 'Resigned', 'Deleted']);

/** The differences that an action repairs. */
export function differences(
  action: GuardDutyAction,
  observed: GuardDutyObserved,
  desired: GuardDutyDesired,
): Difference[] {
  const { administrator: account } = desired;
  switch (action.type) {
    case 'CreateDetector':
      return [{ account, reason: 'DetectorDeleted', words: 'the administrator has no GuardDuty detector' }];
    case 'UpdateDetector':
      return ofDetector(action.change, observed, account);
    case 'UpdateOrganizationConfiguration':
      return [ofOrganization(action, observed, account)];
    case 'CreateMembers':
      return ofMissing(action.accounts, observed);
    case 'StartMonitoringMembers':
      return action.accounts.map(({ id }) => ({
        account: id,
        reason: 'MemberSuspended',
        words: 'GuardDuty says Disabled: the detector is suspended',
      }));
    case 'UpdateMemberDetectors':
      return ofMembers(action, observed);
    case 'MakeExportFolder':
    case 'CreateExport':
    case 'UpdateExport':
      return ofExport(action, observed, account);
    case 'DeleteDetector':
    case 'DeleteMembers':
    case 'DisassociateMembers':
    case 'RememberRefusals':
    case 'StopMonitoringMembers':
      return [];
    default:
      return action satisfies never;
  }
}

/** When an account joined the organization, and when GuardDuty last changed its status. */
export function times({ accounts, members }: GuardDutyObserved): (account: string) => Times {
  const joined = new Map(accounts.map(({ id, joinedAt }) => [id, joinedAt]));
  const changed = new Map(members.map(({ account, updatedAt }) => [account, updatedAt]));
  return (account) => ({ joinedAt: joined.get(account), changedAt: changed.get(account) });
}

type ExportAction = Extract<GuardDutyAction, { type: 'MakeExportFolder' | 'CreateExport' | 'UpdateExport' }>;

function ofExport(action: ExportAction, { export: observed }: GuardDutyObserved, account: string): Difference[] {
  if (!observed || 'failure' in observed) return [];
  if (action.type === 'MakeExportFolder')
    return [
      { account, reason: 'ExportFolderDeleted', words: `bucket ${action.folder.bucket} has no folder for findings` },
    ];
  const { destination } = observed;
  if (!destination)
    return [
      { account, reason: 'ExportDeleted', words: `findings are not exported, instead of to ${action.target.arn}` },
    ];
  // an update with the same values restarts an export that AWS stopped: nothing has changed
  if (isSameTarget(destination, action.target)) return [];
  const [now, wanted] = [destination, action.target].map(({ arn, keyArn }) => `${arn} with key ${keyArn}`);
  return [{ account, reason: 'ExportChanged', words: `findings are exported to ${now} instead of to ${wanted}` }];
}

type Change = Extract<GuardDutyAction, { type: 'UpdateDetector' }>['change'];

function ofDetector({ enable, frequency, features = {} }: Change, { detector }: GuardDutyObserved, account: string) {
  const suspended = {
    account,
    reason: 'DetectorSuspended',
    words: "the administrator's GuardDuty detector is suspended",
  };
  const slower = {
    account,
    reason: 'FrequencyChanged',
    words: `findings are published ${detector?.frequency} instead of ${frequency}`,
  };
  return [
    ...(enable ? [suspended] : []),
    ...(frequency ? [slower] : []),
    ...ofFeatures(account, features, detector?.features ?? {}),
  ];
}

/**
 * M9: AWS enrols an account within a day of joining, with the organization's values, which overrides may change. A feature that
 * has not changed since that day is no drift, even if no pass has seen it before.
 */
function ofMembers(
  { accounts, features }: Extract<GuardDutyAction, { type: 'UpdateMemberDetectors' }>,
  observed: GuardDutyObserved,
): Difference[] {
  const timesOf = times(observed);
  return accounts.flatMap(({ id }) => {
    const { joinedAt } = timesOf(id);
    const held = observed.memberFeatures.get(id) ?? {};
    return ofFeatures(id, features, held).filter(({ plan = '' }) => {
      const changedAt = held[plan]?.updatedAt;
      return joinedAt === undefined || changedAt === undefined || changedAt - joinedAt > JOINING;
    });
  });
}

/** One difference for each protection plan: a plan that AWS refuses is not drift, the others are. */
function ofFeatures(account: string, targets: Features<Status>, observed: Features<string>): Difference[] {
  return Object.entries(differing(targets, observed, 'DISABLED')).map(([plan, { state }]) => {
    const now = observed[plan]?.state ?? 'DISABLED';
    const words =
      now === state ? `additional configurations of ${plan} differ` : `${plan} is ${now} instead of ${state}`;
    return { account, reason: 'PlanChanged', words, plan };
  });
}

function ofOrganization(
  { autoEnable, features }: Extract<GuardDutyAction, { type: 'UpdateOrganizationConfiguration' }>,
  { organization }: GuardDutyObserved,
  account: string,
): Difference {
  const parts = [
    ...(organization?.autoEnable === autoEnable
      ? []
      : [`auto-enable is ${organization?.autoEnable} instead of ${autoEnable}`]),
    ...Object.entries(features).map(
      ([name, { state }]) => `${name} is ${organization?.features[name]?.state ?? 'NONE'} instead of ${state}`,
    ),
  ];
  return { account, reason: 'OrganizationConfigurationChanged', words: parts.join(', ') };
}

function ofMissing(accounts: readonly { readonly id: string }[], { members }: GuardDutyObserved): Difference[] {
  const statuses = new Map(members.map(({ account, status }) => [account, status]));
  return accounts.flatMap(({ id: account }): Difference[] => {
    const status = statuses.get(account);
    if (status === undefined)
      return [{ account, reason: 'MemberMissing', words: 'GuardDuty has no record of the account' }];
    // accounts in other statuses were never members
    return LEFT.has(status) ? [{ account, reason: 'MemberRemoved', words: `GuardDuty says ${status}` }] : [];
  });
}
