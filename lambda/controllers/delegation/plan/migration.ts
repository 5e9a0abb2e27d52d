import type { Refusal } from '../../../aws/refusals';
import type { MemberRole } from '../../../aws/sts/sts';
import { ascending, joined, type Plan, planOf } from '../../../reconcile/plan';
import type { DelegationAction } from '../action';
import { ADMINISTRATIONS } from '../administrations';
import type { DelegationDesired, MigrateFrom } from '../desired';
import { type DelegationObserved, type Former, isUnreachable, type RegionObserved, roleIn } from '../observe';
import { beingRemoved } from './region';

type DelegationPlan = Plan<DelegationAction>;

/** Statuses of members that are released already: their records are deleted. */
const ENDED_STATUSES: ReadonlySet<string> = new Set(['Removed', 'Resigned', 'Deleted', 'Created', 'Invited']);

/**
 * Plans the end of a former administrator's administration, in the order that AWS documents; undefined if nothing is left
 * to migrate. GuardDuty stays on in all accounts.
 *
 * | observed                                  | plan                                                           |
 * |-------------------------------------------|----------------------------------------------------------------|
 * | it auto-enrols accounts in a region       | through its role: stop that (M8)                               |
 * | it has members there                      | through its role: disassociate, then delete them               |
 * | it has none                               | retire it there, Detective with its graph                      |
 * | it is being removed                       | pending (D3)                                                   |
 * | it administers no region any more         | deregister it: until then AWS refuses our administrator        |
 */
export function planMigration(
  desired: DelegationDesired,
  observed: DelegationObserved,
  refusals: readonly Refusal[],
): DelegationPlan | undefined {
  const { migrateFrom } = desired;
  if (!migrateFrom) return undefined;
  const regions = [...observed.regions].sort((a, b) => ascending(a.region, b.region));
  const plan = joined(regions.map((each) => planRegion(desired, migrateFrom, each, refusals)));
  if (plan.actions.length + plan.pending.length > 0) return plan;
  const actions = ADMINISTRATIONS.map(({ principal }) => principal).filter((principal) =>
    observed.registered[principal]?.includes(migrateFrom.account),
  );
  if (actions.length === 0) return undefined;
  return planOf<DelegationAction>({
    actions: actions.map((servicePrincipal) => ({
      type: 'RetireRegistration',
      region: desired.homeRegion,
      servicePrincipal,
      account: migrateFrom.account,
    })),
  });
}

function planRegion(
  desired: DelegationDesired,
  migrateFrom: MigrateFrom,
  { region, administrations }: RegionObserved,
  refusals: readonly Refusal[],
): DelegationPlan {
  const refused = new Set(refusals.map(({ subject }) => subject));
  const plans = ADMINISTRATIONS.map(({ of, name }): DelegationPlan => {
    const observed = administrations[of];
    if (!observed || isUnreachable(observed)) return planOf<DelegationAction>({});
    const { administrator, former } = observed;
    if (administrator?.account !== migrateFrom.account) return planOf<DelegationAction>({});
    if (administrator.status !== 'ENABLED')
      return planOf<DelegationAction>({ pending: [beingRemoved(desired, region, name, administrator)] });
    const first = former ? releaseMembers(region, roleIn(migrateFrom, desired.partition), former, refused) : [];
    const retire = { type: 'RetireAdministrator', of, region, account: migrateFrom.account } as const;
    return planOf<DelegationAction>({ actions: first.length > 0 ? first : [retire] });
  });
  return joined(plans);
}

/** Members that AWS does not release end with the administrator: "all members are removed" when it is retired. */
function releaseMembers(
  region: string,
  role: MemberRole,
  { autoEnable, members }: Former,
  refused: ReadonlySet<string>,
): DelegationAction[] {
  if (autoEnable !== 'NONE') return [{ type: 'StopFormerAutoEnable', region, role }];
  const left = members.filter((member) => !refused.has(member.account));
  const ended = left.filter(({ status }) => ENDED_STATUSES.has(status));
  const active = left.filter((member) => !ended.includes(member));
  const actions: DelegationAction[] = [];
  if (active.length > 0) actions.push({ type: 'ReleaseFormerMembers', region, role, accounts: active.map(idOf) });
  if (ended.length > 0) actions.push({ type: 'ForgetFormerMembers', region, role, accounts: ended.map(idOf) });
  return actions;
}

function idOf({ account }: Former['members'][number]): { id: string } {
  return { id: account };
}
