import type { OrganizationAdministrator } from '../../../aws/guardduty/detector';
import { ON_BY_DEFAULT_OFF } from '../../../aws/guardduty/features';
import type { Refusal } from '../../../aws/refusals';
import { type Exception, joined, type Pending, type Plan, planOf } from '../../../reconcile/plan';
import { type DelegationAction, operationOf } from '../action';
import { ADMINISTRATIONS, type Administration } from '../administrations';
import type { DelegationDesired } from '../desired';
import { type AdministrationObserved, isUnreachable, type RegionObserved, type Unreachable } from '../observe';

type DelegationPlan = Plan<DelegationAction>;

/** Plans each desired service of a region. A cause that keeps several services from answering is one exception. */
export function planRegion(
  desired: DelegationDesired,
  { region, administrations }: RegionObserved,
  refusals: readonly Refusal[],
): DelegationPlan {
  const refused = new Map(refusals.filter(({ subject }) => subject === region).map((each) => [each.operation, each]));
  const seen = ADMINISTRATIONS.flatMap((administration) => {
    const observed = administrations[administration.of];
    return observed ? [{ administration, observed }] : [];
  });
  const [closed] = seen.map(({ observed }) => observed).filter(isUnreachable);
  const { actions, blocked, ...rest } = joined([
    ...(closed ? [unreachable(desired, region, closed)] : []),
    ...seen.map(({ administration, observed }) =>
      isUnreachable(observed)
        ? planOf<DelegationAction>({})
        : planAdministration(desired, region, administration, observed),
    ),
  ]);
  return {
    ...rest,
    actions: actions.filter((action) => !refused.has(operationOf(action))),
    blocked: [...blocked, ...[...refused.values()].map((each) => denied(desired, region, each))],
  };
}

/** Plans the management account's detector, if one is needed, then the administrator. */
function planAdministration(
  desired: DelegationDesired,
  region: string,
  { of, name, needsDetector }: Administration,
  { detector, administrator }: AdministrationObserved,
): DelegationPlan {
  const actions: DelegationAction[] = [];
  // it gets its desired features as a member, when the administrator enrols it
  if (needsDetector && !detector) actions.push({ type: 'CreateDetector', region, features: ON_BY_DEFAULT_OFF });
  if (needsDetector && detector && !detector.enabled) actions.push({ type: 'ResumeDetector', region });
  // D3: "DISABLE_IN_PROGRESS" takes minutes
  if (administrator && administrator.status !== 'ENABLED')
    return planOf<DelegationAction>({ actions, pending: [beingRemoved(desired, region, name, administrator)] });
  if (!administrator) actions.push({ type: 'EnableAdministrator', of, region, account: desired.administrator });
  return planOf<DelegationAction>({ actions });
}

/**
 * Without the home region the rollout is blocked. A region that the management account has not enabled fails a deployment
 * (N1): the CDK cannot deploy there either. Any other region is one exception.
 */
function unreachable(desired: DelegationDesired, region: string, { reason, words, hint }: Unreachable): DelegationPlan {
  const scope = scopeOf(desired, region, reason);
  const remedy = reason === 'RegionNotOptedIn' ? enableRegion(desired, region) : hint;
  return planOf<DelegationAction>({ blocked: [{ ...about(desired, region), scope, reason, words, hint: remedy }] });
}

function denied(desired: DelegationDesired, region: string, { reason, words }: Refusal): Exception {
  const hint =
    reason === 'RegionNotOptedIn'
      ? enableRegion(desired, region)
      : 'exempt the role of this function, or remove the region from the configuration';
  return { ...about(desired, region), scope: scopeOf(desired, region, reason), reason, words, hint };
}

function scopeOf({ homeRegion }: DelegationDesired, region: string, reason: string): Exception['scope'] {
  if (region === homeRegion) return 'rollout';
  return reason === 'RegionNotOptedIn' ? 'region' : 'account';
}

function enableRegion({ managementAccount }: DelegationDesired, region: string): string {
  return `the management account has not enabled the opt-in region: as account ${managementAccount}, run aws account enable-region --region-name ${region}, or remove the region from regions`;
}

/** D3: the pending removal of an administrator. */
export function beingRemoved(
  desired: DelegationDesired,
  region: string,
  name: string,
  { account, status }: OrganizationAdministrator,
): Pending {
  return {
    ...about(desired, region),
    account,
    scope: 'rollout',
    reason: 'AdministratorBeingRemoved',
    words: `${name} says ${status} for administrator ${account} in ${region}`,
    hint: 'AWS finishes within minutes; the next pass enables the configured administrator',
    soon: true,
  };
}

function about({ managementAccount }: DelegationDesired, region: string) {
  return { account: managementAccount, region, service: 'delegation' } as const;
}
