import type { FeatureState, Features, Status } from '../../../aws/guardduty/features';
import type { Exception } from '../../../reconcile/plan';
import type { GuardDutyDesired } from '../desired';
import type { GuardDutyObserved } from '../observe';
import { desiredBlocks } from './policies/compile';
import { differing } from './targets';

const POLICY_TYPE = 'GUARDDUTY_POLICY';

/**
 * If the policy type is enabled at the root, AWS ignores auto-enable, although its value is still read back (N4). The
 * exception has the scope of one account, the administrator: with the scope of the rollout it would withhold every action,
 * while the scheduled passes still cover every account.
 */
export function autoEnableIneffective(desired: GuardDutyDesired, observed: GuardDutyObserved): Exception[] {
  const { administrator: account, region, autoEnable, plans } = desired;
  const { policyTypes = [] } = observed;
  const asksForMembers = [autoEnable, ...Object.values(plans).map((plan) => plan.autoEnable)].some(
    (each) => each !== 'NONE',
  );
  if (!policyTypes.includes(POLICY_TYPE) || !asksForMembers) return [];
  if (desired.enforcedBy === 'policy') return policiesIncomplete(desired, observed);
  return [
    {
      account,
      region,
      service: 'guardduty',
      reason: 'AutoEnableIneffective',
      words: `Organizations has the policy type ${POLICY_TYPE} enabled at the root: GuardDuty does not apply auto-enable`,
      hint: 'disable the policy type if no GuardDuty policy is used; until then each scheduled pass enrols new accounts',
      scope: 'account',
    },
  ];
}

/** Accounts get their policies within a day after they joined. */
const JOINING = 24 * 3_600_000;

/**
 * Policies take the place of auto-enable: nothing is wrong with it as long as they manage every plan that they can, in every member.
 * This pass does not rely on the one that attaches them: GuardDuty itself says what is managed.
 */
function policiesIncomplete(desired: GuardDutyDesired, observed: GuardDutyObserved): Exception[] {
  const { administrator: account, region } = desired;
  const wanted = desiredBlocks(desired, observed);
  const unmanaged = observed.accounts
    .filter(({ id, joinedAt = 0 }) => observed.memberFeatures.has(id) && observed.at - joinedAt > JOINING)
    .filter((each) => {
      const features = observed.memberFeatures.get(each.id) ?? {};
      return [...wanted(each)].some(([name, status]) => {
        const feature = name.toUpperCase();
        return status === 'enabled' && features[feature] && !features[feature].managed?.includes(feature);
      });
    });
  const [first] = unmanaged;
  if (!first) return [];
  return [
    {
      account,
      region,
      service: 'guardduty',
      reason: 'AutoEnableIneffective',
      words: `Organizations has the policy type ${POLICY_TYPE} enabled at the root, and no policy manages plans of ${unmanaged.length} members, such as ${first.id}`,
      hint: 'deploy the Delegation stack, or wait for its next pass, which attaches the policies; until then each scheduled pass covers the accounts',
      scope: 'account',
    },
  ];
}

/** The targets without features that a policy manages, which AWS refuses to change; the same object if it manages none. */
export function writable(targets: Features<Status>, observed: Features<string>): Features<Status> {
  if (!Object.values(observed).some(({ managed }) => managed)) return targets;
  const entries = Object.entries(targets).flatMap(([name, target]): [string, FeatureState<Status>][] => {
    const managed = new Set(observed[name]?.managed);
    if (managed.has(name)) return [];
    const additional = Object.entries(target.additional).filter(([each]) => !managed.has(each));
    return [[name, { ...target, additional: Object.fromEntries(additional) }]];
  });
  return Object.fromEntries(entries);
}

/** Exceptions for features that a policy manages in an account and that are not as desired. */
export function managedOtherwise(
  account: string,
  region: string,
  targets: Features<Status>,
  observed: Features<string>,
): Exception[] {
  const own = writable(targets, observed);
  if (own === targets) return [];
  const left = differing(own, observed, 'DISABLED');
  return Object.entries(differing(targets, observed, 'DISABLED'))
    .filter(([name, target]) => !(name in left) || differsIn(target, observed[name]))
    .map(([name, { state }]): Exception => {
      const now = observed[name]?.state ?? 'DISABLED';
      const difference =
        now === state ? `additional configurations of ${name} differ` : `${name} is ${now} instead of ${state}`;
      return {
        account,
        region,
        service: 'guardduty',
        reason: 'PlanManagedByPolicy',
        words: `${difference}, managed by ${POLICY_TYPE}`,
        hint: 'change the GuardDuty policy that applies to the account, or the configuration, so that both agree',
        scope: 'account',
      };
    });
}

/** Whether a managed additional configuration is not as desired. */
function differsIn(target: FeatureState<Status>, observed: FeatureState<string> | undefined): boolean {
  return (observed?.managed ?? []).some((each) => {
    const wanted = target.additional[each];
    return wanted !== undefined && wanted !== (observed?.additional[each] ?? 'DISABLED');
  });
}
