import type { Aws } from '../../aws/clients';
import type { GraphMember } from '../../aws/detective/graph';
import type { Controller, Coverage } from '../../reconcile/controller';
import { handlerFor } from '../../reconcile/handler';
import { ascending, counted } from '../../reconcile/plan';
import type { DetectiveAction } from './action';
import { apply } from './apply';
import { type DetectiveDesired, detectiveDesired } from './desired';
import { type DetectiveObserved, observe, observeRemoval } from './observe';
import { plan } from './plan';
import { differences, times } from './plan/differences';
import { planRemoval } from './plan/removal';
import { accountSettings } from './plan/settings';

/** Detective in one region, run by the delegated administrator. */
export function detectiveController(aws: Aws): Controller<DetectiveDesired, DetectiveObserved, DetectiveAction> {
  return {
    service: 'detective',
    observe: (desired) => observe(aws, desired),
    plan,
    apply: (action) => apply(aws, action),
    describe,
    protectedNow: ({ graph, members }) => members.filter(isEnabled).length + (graph ? 1 : 0),
    losing: () => [],
    differences,
    times,
    asOf: ({ asOf }) => asOf,
    coverage,
    removal: { observe: (desired) => observeRemoval(aws, desired), plan: planRemoval },
  };
}

/** The Provider's `isComplete` and the schedule's target: one pass. */
export const handler = handlerFor(detectiveDesired, detectiveController);

/** The administrator, whose graph it is, and every active account that shall contribute to it and does. */
function coverage(desired: DetectiveDesired, observed: DetectiveObserved): Coverage {
  const { accounts, graph, members } = observed;
  const settings = accountSettings(desired, observed);
  const asked = accounts.filter((account) => {
    const { excluded, enabled } = settings.of(account);
    return account.state === 'ACTIVE' && (account.id === desired.administrator || (enabled.value && !excluded.value));
  });
  const active = new Set(asked.map(({ id }) => id));
  const enabled = members.filter((member) => isEnabled(member) && active.has(member.account));
  const contributing = new Set([...(graph ? [desired.administrator] : []), ...enabled.map(({ account }) => account)]);
  return { covered: [...contributing].sort(ascending), expected: active.size };
}

function isEnabled({ status }: GraphMember): boolean {
  return status === 'ENABLED';
}

function describe(action: DetectiveAction): string {
  const { region } = action;
  switch (action.type) {
    case 'CreateGraph':
      return `create the Detective graph in ${region}`;
    case 'UpdateOrganizationConfiguration':
      return `turn Detective auto-enable in ${region} ${action.autoEnable ? 'on' : 'off'}`;
    case 'UpdateDatasourcePackages':
      return `start Detective packages in ${region}: ${action.packages.join(', ')}`;
    case 'CreateMembers':
      return `enrol ${counted(action.accounts)} in Detective in ${region}`;
    case 'StartMonitoringMember':
      return `ask Detective to take in ${counted(action.accounts)} in ${region}`;
    case 'DeleteMembers':
      return `take ${counted(action.accounts)} out of the Detective graph in ${region}`;
    case 'DeleteGraph':
      return `delete the Detective graph in ${region}`;
    default:
      return action satisfies never;
  }
}
