import type { Refusal } from '../../../aws/refusals';
import { ascending, type Exception, joined, type Pending, type Plan, planOf } from '../../../reconcile/plan';
import type { DelegationAction } from '../action';
import type { DelegationDesired } from '../desired';
import { DETECTIVE, type DelegationObserved, GUARDDUTY, type RegionObserved, type Unreachable } from '../observe';

type DelegationPlan = Plan<DelegationAction>;

/**
 * The way out, after the stacks of the regions are gone. Another account's administration is not touched, nor are trusted
 * access and the management account's detectors, which others may rely on.
 *
 * | observed                              | plan                                                               |
 * |---------------------------------------|--------------------------------------------------------------------|
 * | our administrator in a region         | take GuardDuty back there; Detective only where the configuration  |
 * |                                       | says `destroyGraphs`, because its graph goes with it (D14)         |
 * | being removed                         | pending (D3)                                                       |
 * | a region does not answer              | exception, and Organizations keeps the registration                |
 * | ours in no region                     | deregister, which ends it in all regions there are: last (D15)     |
 */
export function planRemoval(
  desired: DelegationDesired,
  observed: DelegationObserved,
  refusals: readonly Refusal[],
): DelegationPlan {
  const regions = [...observed.regions].sort((a, b) => ascending(a.region, b.region));
  const plan = joined(regions.map((each) => planRegion(desired, each, refusals)));
  const notes = desired.destroyGraphs
    ? []
    : [
        `${desired.administrator} stays Detective administrator: detective.destroyGraphs is false, and its graphs would go`,
      ];
  const isOver = plan.actions.length + plan.pending.length + plan.blocked.length === 0;
  return { ...plan, actions: isOver ? deregistrations(desired, observed) : plan.actions, notes };
}

function planRegion(
  desired: DelegationDesired,
  observed: RegionObserved,
  refusals: readonly Refusal[],
): DelegationPlan {
  const { region, guardDuty, detective } = observed;
  const refused = refusals.find(({ subject }) => subject === region);
  if (refused) return planOf<DelegationAction>({ blocked: [exception(desired, region, { ...refused, hint: HINT })] });
  const plans = [
    'reason' in guardDuty ? unreachable(desired, region, guardDuty) : planGuardDuty(desired, region, guardDuty),
    detective && 'administrator' in detective
      ? planDetective(desired, region, detective)
      : planOf<DelegationAction>({}),
  ];
  return joined(plans);
}

const HINT = 'exempt the role of this function, then delete the stack again';

function planGuardDuty(
  desired: DelegationDesired,
  region: string,
  { administrator }: Exclude<RegionObserved['guardDuty'], Unreachable>,
): DelegationPlan {
  if (administrator?.account !== desired.administrator) return planOf<DelegationAction>({});
  if (administrator.status === 'ENABLED') {
    const type = 'DisableGuardDutyAdministrator';
    return planOf<DelegationAction>({ actions: [{ type, region, account: desired.administrator }] });
  }
  const pending: Pending = {
    ...exception(desired, region, {
      reason: 'AdministratorBeingRemoved',
      words: `GuardDuty says ${administrator.status} for administrator ${administrator.account} in ${region}`,
      hint: 'AWS finishes within minutes',
    }),
    soon: true,
  };
  return planOf<DelegationAction>({ pending: [pending] });
}

function planDetective(
  { administrator, destroyGraphs }: DelegationDesired,
  region: string,
  detective: { readonly administrator: string | undefined },
): DelegationPlan {
  if (!destroyGraphs || detective.administrator !== administrator) return planOf<DelegationAction>({});
  return planOf<DelegationAction>({
    actions: [{ type: 'DisableDetectiveAdministrator', region, account: administrator }],
  });
}

function deregistrations(
  { administrator, destroyGraphs, homeRegion }: DelegationDesired,
  { registered }: DelegationObserved,
): DelegationAction[] {
  const services = destroyGraphs ? [GUARDDUTY, DETECTIVE] : [GUARDDUTY];
  return services
    .filter((service) => registered[service]?.includes(administrator))
    .map((servicePrincipal) => ({
      type: 'DeregisterAdministrator',
      region: homeRegion,
      servicePrincipal,
      account: administrator,
    }));
}

/** A region that the management account has not enabled, or that has no GuardDuty, never had an administrator. */
function unreachable(desired: DelegationDesired, region: string, why: Unreachable): DelegationPlan {
  if (why.reason !== 'DeniedByPolicy') return planOf<DelegationAction>({});
  return planOf<DelegationAction>({ blocked: [exception(desired, region, why)] });
}

function exception(
  { managementAccount }: DelegationDesired,
  region: string,
  { reason, words, hint }: Pick<Exception, 'reason' | 'words' | 'hint'>,
): Exception {
  return { account: managementAccount, region, service: 'delegation', reason, words, hint, scope: 'account' };
}
