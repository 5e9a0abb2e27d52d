import type { Refusal } from '../../../aws/refusals';
import type { MemberRole } from '../../../aws/sts/sts';
import { ascending, joined, type Plan, planOf } from '../../../reconcile/plan';
import type { DelegationAction } from '../action';
import type { DelegationDesired, MigrateFrom } from '../desired';
import { DETECTIVE, type DelegationObserved, type Former, GUARDDUTY, type RegionObserved, roleIn } from '../observe';
import { beingRemoved } from './region';

type DelegationPlan = Plan<DelegationAction>;

/** Members that are let go already: their records are deleted. */
const LET_GO: ReadonlySet<string> = new Set(['Removed', 'Resigned', 'Deleted', 'Created', 'Invited']);

/**
 * From another account's administration to none, in the order that AWS documents; undefined where there is nothing (left)
 * to migrate. GuardDuty stays on in all accounts meanwhile.
 *
 * | observed                                  | plan                                                           |
 * |-------------------------------------------|----------------------------------------------------------------|
 * | it enrols accounts by itself in a region  | through its role: stop that (M8)                               |
 * | it has members there                      | through its role: disassociate, then delete them               |
 * | it has none                               | retire it there, Detective with its graph                      |
 * | it is being removed                       | pending (D3)                                                   |
 * | it administers no region any more         | deregister it: until then AWS refuses ours in every region     |
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
  const actions = [GUARDDUTY, DETECTIVE].filter((service) =>
    observed.registered[service]?.includes(migrateFrom.account),
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
  { region, guardDuty, detective }: RegionObserved,
  refusals: readonly Refusal[],
): DelegationPlan {
  const { account } = migrateFrom;
  const actions: DelegationAction[] = [];
  if (detective && 'administrator' in detective && detective.administrator === account)
    actions.push({ type: 'RetireDetectiveAdministrator', region, account });
  if ('reason' in guardDuty || guardDuty.administrator?.account !== account)
    return planOf<DelegationAction>({ actions });
  if (guardDuty.administrator.status !== 'ENABLED')
    return planOf<DelegationAction>({ actions, pending: [beingRemoved(desired, region, account)] });
  const { former = { autoEnable: 'NONE', members: [] } } = guardDuty;
  const refused = new Set(refusals.map(({ subject }) => subject));
  return planOf<DelegationAction>({
    actions: [...actions, ...lettingGo(region, roleIn(migrateFrom, desired.partition), former, refused)],
  });
}

/** Whom AWS does not let go by itself goes with the administrator: "all members are removed" when it is retired. */
function lettingGo(
  region: string,
  role: MemberRole,
  { autoEnable, members }: Former,
  refused: ReadonlySet<string>,
): DelegationAction[] {
  if (autoEnable !== 'NONE') return [{ type: 'StopFormerAutoEnable', region, role }];
  const left = members.filter((member) => !refused.has(member.account));
  const gone = left.filter(({ status }) => LET_GO.has(status));
  const held = left.filter((member) => !gone.includes(member));
  const actions: DelegationAction[] = [];
  if (held.length > 0) actions.push({ type: 'ReleaseFormerMembers', region, role, accounts: held.map(idOf) });
  if (gone.length > 0) actions.push({ type: 'ForgetFormerMembers', region, role, accounts: gone.map(idOf) });
  return actions.length > 0 ? actions : [{ type: 'RetireGuardDutyAdministrator', region, account: role.account }];
}

function idOf({ account }: Former['members'][number]): { id: string } {
  return { id: account };
}
