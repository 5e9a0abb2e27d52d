import { countedValues, type Value, valueChange } from '../../../reconcile/value';
import type { DetectiveAction } from '../action';
import type { DetectiveObserved } from '../observe';

/** The values that an action sets, each with the one that is observed. */
export function values(action: DetectiveAction, observed: DetectiveObserved): Value[] {
  switch (action.type) {
    case 'CreateGraph':
      return [valueChange('graph', 'none', 'on')];
    case 'UpdateOrganizationConfiguration':
      return [valueChange('autoEnable', onOff(observed.autoEnable), onOff(action.autoEnable) ?? '')];
    case 'UpdateDatasourcePackages':
      return action.packages.map((name) => valueChange(name, observed.packages[name] ?? 'none', 'STARTED'));
    case 'CreateMembers':
    case 'StartMonitoringMember':
      return [valueChange('membership', statusOf(action.accounts, observed), 'ENABLED')];
    case 'ForgetMembers':
    case 'DeleteMembers':
      return [valueChange('membership', statusOf(action.accounts, observed), 'none')];
    case 'DeleteGraph':
      return [valueChange('graph', 'on', 'none')];
    default:
      return action satisfies never;
  }
}

function onOff(value: boolean | undefined): string | undefined {
  if (value === undefined) return undefined;
  return value ? 'on' : 'off';
}

function statusOf(accounts: readonly { readonly id: string }[], { members }: DetectiveObserved): string {
  const known = new Map(members.map(({ account, status }) => [account, status]));
  return countedValues(accounts.map(({ id }) => known.get(id) ?? 'none')) ?? 'none';
}
