import { ascending } from '../../../reconcile/plan';
import { countedValues, featureValues, type Value, valueChange } from '../../../reconcile/value';
import type { GuardDutyAction } from '../action';
import type { GuardDutyDesired } from '../desired';
import type { GuardDutyObserved } from '../observe';
import { accountSettings } from './accounts';
import type { Settings } from './settings';

type Accounts = readonly { readonly id: string }[];

/** The values that an action sets, each with the one that is observed, and the overrides that decide it. */
export function values(action: GuardDutyAction, observed: GuardDutyObserved, desired: GuardDutyDesired): Value[] {
  const { detector, organization } = observed;
  switch (action.type) {
    case 'CreateDetector':
      return [valueChange('frequency', undefined, action.frequency), ...featureValues(action.features)];
    case 'UpdateDetector': {
      const { enable, frequency, features = {} } = action.change;
      const settings = [accountSettings(desired, observed).administrator];
      return [
        ...(enable ? [valueChange('detector', 'suspended', 'on')] : []),
        ...(frequency ? [valueChange('frequency', detector?.frequency, frequency)] : []),
        ...decided(featureValues(features, detector ? [detector.features] : []), settings),
      ];
    }
    case 'UpdateOrganizationConfiguration':
      return [
        valueChange('autoEnable', organization?.autoEnable, action.autoEnable),
        ...featureValues(action.features, organization ? [organization.features] : [], 'NONE'),
      ];
    case 'CreateMembers':
      return [valueChange('membership', statusOf(action.accounts, observed), 'Enabled')];
    case 'StartMonitoringMembers':
      return [valueChange('membership', 'Disabled', 'Enabled')];
    case 'UpdateMemberDetectors': {
      const known = action.accounts.map(({ id }) => observed.memberFeatures.get(id) ?? {});
      return decided(featureValues(action.features, known), settingsOf(action.accounts, observed, desired));
    }
    case 'RememberRefusals':
      return [valueChange('noted refusals', undefined, String(action.refusals.length))];
    case 'StopMonitoringMembers':
      return [valueChange('membership', statusOf(action.accounts, observed), 'Disabled')];
    case 'DisassociateMembers':
      return [valueChange('membership', statusOf(action.accounts, observed), 'Removed')];
    case 'DeleteMembers':
      return [valueChange('membership', statusOf(action.accounts, observed), 'none')];
    case 'DeleteDetector':
      return [valueChange('detector', 'on', 'none')];
    case 'MakeExportFolder':
      return [valueChange('folder', undefined, `${action.folder.bucket}/${action.folder.prefix}`)];
    case 'CreateExport':
    case 'UpdateExport':
      return exportValues(action, observed);
    default:
      return action satisfies never;
  }
}

function statusOf(accounts: Accounts, { members }: GuardDutyObserved): string {
  const known = new Map(members.map(({ account, status }) => [account, status]));
  return countedValues(accounts.map(({ id }) => known.get(id) ?? 'none')) ?? 'none';
}

function settingsOf(accounts: Accounts, observed: GuardDutyObserved, desired: GuardDutyDesired): Settings[] {
  const settings = accountSettings(desired, observed);
  const known = new Map(observed.accounts.map((account) => [account.id, account]));
  // accounts of one unit share one object
  return [...new Set(accounts.flatMap(({ id }) => known.get(id) ?? []).map(settings.of))];
}

/** The values with the overrides that decide them; the organization's own section decides the others. */
function decided(all: readonly Value[], settings: readonly Settings[]): Value[] {
  return all.map((value) => {
    const [feature = ''] = value.name.split('.');
    const paths = settings.flatMap(({ features }) => features[feature]?.by?.match.path ?? []);
    const by = [...new Set(paths)].sort(ascending);
    return by.length > 0 ? { ...value, by } : value;
  });
}

function exportValues(
  { target }: Extract<GuardDutyAction, { type: 'CreateExport' | 'UpdateExport' }>,
  { export: now }: GuardDutyObserved,
): Value[] {
  const before = now && !('failure' in now) ? now.destination : undefined;
  return [
    valueChange('destination', before?.arn, target.arn),
    valueChange('key', before?.keyArn, target.keyArn),
    ...(target.owner === undefined ? [] : [valueChange('owner', before?.owner, target.owner)]),
  ];
}
