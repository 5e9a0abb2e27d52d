import type { Plans, Status } from '../../../aws/guardduty/features';
import type { Refusal } from '../../../aws/refusals';
import { type Exception, joined, type Pending, type Plan, planOf } from '../../../reconcile/plan';
import type { DelegationAction } from '../action';
import type { DelegationDesired } from '../desired';
import type { RegionObserved, Unreachable } from '../observe';

type DelegationPlan = Plan<DelegationAction>;
type ReachedGuardDuty = Exclude<RegionObserved['guardDuty'], Unreachable>;

/**
 * Plans AWS switches on by itself in a new detector. The management account's begins with all of them off: what it shall
 * have it gets as a member, when the administrator enrols it.
 */
const OFF: Plans<Status> = Object.fromEntries(
  ['EBS_MALWARE_PROTECTION', 'EKS_AUDIT_LOGS', 'LAMBDA_NETWORK_LOGS', 'RDS_LOGIN_EVENTS', 'S3_DATA_EVENTS'].map(
    (name) => [name, { state: 'DISABLED', additional: {} }],
  ),
);

/** One region: the management account's detector, then the administrator of each service. */
export function planRegion(
  desired: DelegationDesired,
  observed: RegionObserved,
  refusals: readonly Refusal[],
): DelegationPlan {
  const { region, guardDuty, detective } = observed;
  const refused = new Map(refusals.filter(({ subject }) => subject === region).map((each) => [each.operation, each]));
  const plans = [
    'reason' in guardDuty ? unreachable(desired, region, guardDuty) : planGuardDuty(desired, region, guardDuty),
    detective === undefined || ('reason' in detective && 'reason' in guardDuty)
      ? planOf<DelegationAction>({})
      : planDetective(desired, region, detective),
  ];
  const { actions, blocked, ...rest } = joined(plans);
  return {
    ...rest,
    actions: actions.filter(({ type }) => !refused.has(type)),
    blocked: [...blocked, ...[...refused.values()].map((each) => denied(desired, region, each))],
  };
}

function planGuardDuty(
  desired: DelegationDesired,
  region: string,
  { detector, administrator }: ReachedGuardDuty,
): DelegationPlan {
  const actions: DelegationAction[] = [];
  if (!detector) actions.push({ type: 'CreateDetector', region, plans: OFF });
  else if (!detector.enabled) actions.push({ type: 'ResumeDetector', region });
  // D3: "DISABLE_IN_PROGRESS" takes minutes
  if (administrator && administrator.status !== 'ENABLED')
    return planOf<DelegationAction>({ actions, pending: [beingRemoved(desired, region, administrator.account)] });
  if (!administrator) actions.push({ type: 'EnableGuardDutyAdministrator', region, account: desired.administrator });
  return planOf<DelegationAction>({ actions });
}

function planDetective(
  desired: DelegationDesired,
  region: string,
  detective: Exclude<RegionObserved['detective'], undefined>,
): DelegationPlan {
  if ('reason' in detective) return unreachable(desired, region, detective);
  if (detective.administrator !== undefined) return planOf<DelegationAction>({});
  return planOf<DelegationAction>({
    actions: [{ type: 'EnableDetectiveAdministrator', region, account: desired.administrator }],
  });
}

/** Without the home region there is no rollout; any other region is one exception. */
function unreachable(desired: DelegationDesired, region: string, { reason, words, hint }: Unreachable): DelegationPlan {
  return planOf<DelegationAction>({ blocked: [{ ...about(desired, region), reason, words, hint }] });
}

function denied(desired: DelegationDesired, region: string, { reason, words }: Refusal): Exception {
  return {
    ...about(desired, region),
    reason,
    words,
    hint: 'exempt the role of this function, or take the region out of the configuration',
  };
}

/** D3: an administrator on its way out. */
export function beingRemoved(desired: DelegationDesired, region: string, account: string): Pending {
  return {
    ...about(desired, region),
    account,
    scope: 'rollout',
    reason: 'AdministratorBeingRemoved',
    words: `GuardDuty says DISABLE_IN_PROGRESS for administrator ${account} in ${region}`,
    hint: 'AWS finishes within minutes; the next pass enables ours',
    soon: true,
  };
}

function about({ managementAccount, homeRegion }: DelegationDesired, region: string) {
  const scope = region === homeRegion ? 'rollout' : 'account';
  return { account: managementAccount, region, service: 'delegation', scope } as const;
}
