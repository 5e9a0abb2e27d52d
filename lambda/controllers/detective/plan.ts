import type { Refusal } from '../../aws/refusals';
import { type Exception, joined, type Pending, type Plan, planOf } from '../../reconcile/plan';
import type { DetectiveAction } from './action';
import type { DetectiveDesired } from './desired';
import type { DetectiveObserved } from './observe';
import { planMembers } from './plan/members';

/**
 * Plans the way from the observed to the desired state of Detective in one region.
 *
 * | observed                 | plan                                                                            |
 * |--------------------------|---------------------------------------------------------------------------------|
 * | no graph                 | create it: in some regions delegation creates it late, and AWS then returns     |
 * |                          | the same one (T13); the rest with the next observation                          |
 * | not (yet) administrator  | pending                                                                         |
 * | administrator            | auto-enable for new accounts, packages, and the existing accounts (T9)          |
 */
export function plan(
  desired: DetectiveDesired,
  observed: DetectiveObserved,
  refusals: readonly Refusal[],
): Plan<DetectiveAction> {
  const { region } = desired;
  if (observed.graph === undefined) {
    const notes = ['organization configuration and enrolment follow once there is a graph'];
    return planOf<DetectiveAction>({ actions: [{ type: 'CreateGraph', region }], notes });
  }
  if (observed.autoEnable === undefined)
    return planOf<DetectiveAction>({ pending: [notAdministrator(desired, observed.notAdministrator ?? '')] });
  return joined([planGraph(desired, observed), planMembers(desired, observed, refusals)]);
}

function planGraph(desired: DetectiveDesired, observed: DetectiveObserved): Plan<DetectiveAction> {
  const { region, autoEnable } = desired;
  // AWS can only start packages: one that is started and not desired stays
  const packages = desired.dataSourcePackages.filter((name) => observed.packages[name] !== 'STARTED').sort();
  const others = Object.keys(observed.packages).filter((name) => isStartedByOthers(name, desired, observed));
  return planOf<DetectiveAction>({
    actions: [
      ...(observed.autoEnable === autoEnable
        ? []
        : [{ type: 'UpdateOrganizationConfiguration', region, autoEnable } as const]),
      ...(packages.length > 0 ? [{ type: 'UpdateDatasourcePackages', region, packages } as const] : []),
    ],
    notes: [
      ...(packages.includes('ASFF_SECURITYHUB_FINDING')
        ? [`ASFF_SECURITYHUB_FINDING in ${region} has data only where Security Hub is on`]
        : []),
      ...others
        .sort()
        .map((name) => `${name} is started in ${region} and charged, and the configuration does not name it`),
    ],
  });
}

/** Whether an optional package is started that is not desired: AWS starts some of them in new graphs, and has no call to stop one. */
function isStartedByOthers(name: string, { dataSourcePackages }: DetectiveDesired, { packages }: DetectiveObserved) {
  return packages[name] === 'STARTED' && name !== 'DETECTIVE_CORE' && !dataSourcePackages.some((own) => own === name);
}

function notAdministrator({ administrator, region }: DetectiveDesired, words: string): Pending {
  const exception: Exception = {
    account: administrator,
    region,
    service: 'detective',
    reason: 'NotAdministrator',
    words,
    hint: 'deploy the Delegation stack in the management account; AWS takes minutes to notice',
    scope: 'rollout',
  };
  return { ...exception, soon: true };
}
