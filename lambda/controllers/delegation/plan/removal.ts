import type { Refusal } from '../../../aws/refusals';
import { ascending, type Exception, joined, type Pending, type Plan, planOf } from '../../../reconcile/plan';
import type { DelegationAction } from '../action';
import { type Administration, revocable } from '../administrations';
import type { DelegationDesired } from '../desired';
import {
  type AdministrationObserved,
  type DelegationObserved,
  isUnreachable,
  type RegionObserved,
  type Unreachable,
} from '../observe';

type DelegationPlan = Plan<DelegationAction>;

/**
 * Plans leaving, after the stacks of the regions are deleted. It does not change another account's administration, trusted
 * access, or the management account's detectors, which others may rely on.
 *
 * | observed                              | plan                                                               |
 * |---------------------------------------|--------------------------------------------------------------------|
 * | our administrator in a region         | revoke GuardDuty there; Detective only where the configuration     |
 * |                                       | says `destroyGraphs`, because its graph is deleted with it (D14)   |
 * | being removed                         | pending (D3)                                                       |
 * | a region does not answer              | exception, and Organizations keeps the registration                |
 * | our administrator in no region        | deregister it, last: that ends it in all regions (D15)             |
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
        `${desired.administrator} stays Detective administrator: detective.destroyGraphs is false, and its graphs would be deleted`,
      ];
  const isOver = plan.actions.length + plan.pending.length + plan.blocked.length === 0;
  return { ...plan, actions: isOver ? deregistrations(desired, observed) : plan.actions, notes };
}

function planRegion(
  desired: DelegationDesired,
  observed: RegionObserved,
  refusals: readonly Refusal[],
): DelegationPlan {
  const { region, administrations } = observed;
  const refused = refusals.find(({ subject }) => subject === region);
  if (refused) return planOf<DelegationAction>({ blocked: [exception(desired, region, { ...refused, hint: HINT })] });
  const seen = revocable(desired).flatMap((administration) => {
    const state = administrations[administration.of];
    return state ? [{ administration, state }] : [];
  });
  const [closed] = seen.map(({ state }) => state).filter(isUnreachable);
  return joined([
    ...(closed ? [unreachable(desired, region, closed)] : []),
    ...seen.map(({ administration, state }) =>
      isUnreachable(state) ? planOf<DelegationAction>({}) : planAdministration(desired, region, administration, state),
    ),
  ]);
}

const HINT = 'exempt the role of this function, then delete the stack again';

function planAdministration(
  desired: DelegationDesired,
  region: string,
  { of, name }: Administration,
  { administrator }: AdministrationObserved,
): DelegationPlan {
  if (administrator?.account !== desired.administrator) return planOf<DelegationAction>({});
  const { account, status } = administrator;
  if (status === 'ENABLED')
    return planOf<DelegationAction>({ actions: [{ type: 'DisableAdministrator', of, region, account }] });
  const pending: Pending = {
    ...exception(desired, region, {
      reason: 'AdministratorBeingRemoved',
      words: `${name} says ${status} for administrator ${account} in ${region}`,
      hint: 'AWS finishes within minutes',
    }),
    soon: true,
  };
  return planOf<DelegationAction>({ pending: [pending] });
}

function deregistrations(desired: DelegationDesired, { registered }: DelegationObserved): DelegationAction[] {
  const { administrator, homeRegion } = desired;
  return revocable(desired)
    .map(({ principal }) => principal)
    .filter((principal) => registered[principal]?.includes(administrator))
    .map((servicePrincipal) => ({
      type: 'DeregisterAdministrator',
      region: homeRegion,
      servicePrincipal,
      account: administrator,
    }));
}

/** A region that the management account has not enabled, or that does not offer GuardDuty, never had an administrator. */
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
