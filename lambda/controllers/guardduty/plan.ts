import type { Features, Status } from '../../aws/guardduty/features';
import type { Refusal } from '../../aws/refusals';
import { unlocatedExceptions } from '../../overrides/exceptions';
import { type Exception, joined, type Pending, type Plan, planOf } from '../../reconcile/plan';
import type { GuardDutyAction } from './action';
import type { GuardDutyDesired } from './desired';
import type { GuardDutyObserved } from './observe';
import { accountSettings } from './plan/accounts';
import { planDetector } from './plan/detector';
import { featureNotOffered } from './plan/exceptions';
import { planExport } from './plan/export';
import { autoEnableIneffective } from './plan/managed';
import { planMembers } from './plan/members';
import { planOrganization } from './plan/organization';
import { askingDaily } from './plan/refused-plans';
import { foreignSuppressions } from './plan/rules-and-lists';
import { featuresOf, organizationSettings } from './plan/settings';
import { featuresNotOffered } from './plan/targets';

type GuardDutyPlan = Plan<GuardDutyAction>;

const ENROLMENT_FOLLOWS = 'organization configuration and enrolment follow once AWS answers the administrator';

/**
 * Plans the way from the observed to the desired state of GuardDuty in one region.
 *
 * | observed                        | plan                                                                     |
 * |---------------------------------|--------------------------------------------------------------------------|
 * | no detector                     | create it, every plan named; the rest with the next observation          |
 * | detector of another's member    | blocked                                                                  |
 * | not (yet) the administrator     | detector as desired; the rest pending                                    |
 * | administrator                   | detector, then organization configuration, then members: enrolment       |
 * |                                 | applies the configuration to each account, so it must be right before    |
 * | any of the last two             | the export of findings, after everything else                            |
 */
export function plan(
  desired: GuardDutyDesired,
  observed: GuardDutyObserved,
  refusals: readonly Refusal[],
): GuardDutyPlan {
  const plan = askingDaily(desired, observed, refusals, (known) => planAfter(desired, observed, known));
  return desired.enforcedBy === 'policy' ? policiesAwaited(plan) : plan;
}

/** muster's own policies say what is desired: GuardDuty applies them within minutes, and what lasts longer is reported as late. */
function policiesAwaited({ blocked, pending, ...plan }: GuardDutyPlan): GuardDutyPlan {
  const isAwaited = ({ reason }: Exception) => reason === 'PlanManagedByPolicy';
  return {
    ...plan,
    blocked: blocked.filter((each) => !isAwaited(each)),
    pending: [...pending, ...blocked.filter(isAwaited).map((each) => ({ ...each, soon: true }))],
  };
}

function planAfter(
  desired: GuardDutyDesired,
  observed: GuardDutyObserved,
  refusals: readonly Refusal[],
): GuardDutyPlan {
  const { detector, administeredBy, organization } = observed;
  const settings = accountSettings(desired, observed);
  const ofAdministrator = { ...desired, plans: featuresOf(settings.administrator) };
  if (!detector) return { ...planDetector(ofAdministrator, undefined, refusals), notes: [ENROLMENT_FOLLOWS] };
  if (administeredBy !== undefined)
    return planOf<GuardDutyAction>({ blocked: [administratorIsMember(desired, administeredBy)] });
  const own = joined([
    planDetector(ofAdministrator, detector, refusals),
    notOffered(desired, detector.features),
    planOf<GuardDutyAction>({ blocked: foreignSuppressions(desired, observed) }),
  ]);
  if (!organization) {
    const waiting = planOf<GuardDutyAction>({ pending: [notAdministrator(desired, observed.notAdministrator ?? '')] });
    const follows = planOf<GuardDutyAction>({ notes: [ENROLMENT_FOLLOWS] });
    return joined([own, waiting, follows, planExport(desired, observed, refusals)]);
  }
  const { features } = detector;
  return joined([
    own,
    planOf<GuardDutyAction>({ blocked: unlocatedExceptions(settings.unlocated, accountOf(desired)) }),
    planOf<GuardDutyAction>({ blocked: autoEnableIneffective(desired, observed) }),
    planOrganization({ ...desired, ...organizationSettings(desired) }, features, organization, refusals),
    planMembers(desired, observed, settings, features, organization.limitReached, refusals),
    planExport(desired, observed, refusals),
  ]);
}

function notOffered(desired: GuardDutyDesired, listed: Features<Status>): GuardDutyPlan {
  return planOf<GuardDutyAction>({
    blocked: featuresNotOffered(desired, listed).map((name) => featureNotOffered(desired, name)),
  });
}

function notAdministrator(desired: GuardDutyDesired, words: string): Pending {
  return {
    ...about(desired),
    reason: 'NotAdministrator',
    words,
    hint: 'deploy the Delegation stack in the management account; AWS takes minutes to notice',
    soon: true,
  };
}

function administratorIsMember(desired: GuardDutyDesired, administrator: string): Exception {
  return {
    ...about(desired),
    reason: 'AdministratorIsMember',
    words: `administering GuardDuty (${desired.administrator}) in ${desired.region}: the account is a member of administrator ${administrator}`,
    hint: 'disassociate it from that administrator first: an account cannot be both',
  };
}

function about(desired: GuardDutyDesired) {
  return { ...accountOf(desired), scope: 'rollout' } as const;
}

function accountOf({ administrator, region }: GuardDutyDesired) {
  return { account: administrator, region, service: 'guardduty' } as const;
}
