import type { Features, Status } from '../../../aws/guardduty/features';
import type { Refusal } from '../../../aws/refusals';
import { ascending, type Exception, type Plan, planOf } from '../../../reconcile/plan';
import { detectorTargets, differing, memberTargets } from '../../guardduty/plan/targets';
import type { InvitationsAction } from '../action';
import { type InvitationsDesired, type OutsideMember, outsideMembers } from '../desired';
import type { InvitationsObserved } from '../observe';
import { isUnreadable } from './decision';

/** "Malware Protection for EC2: invitation administrator: self": the only plan that just the invited member itself can set. */
const OWN: ReadonlySet<string> = new Set(['EBS_MALWARE_PROTECTION']);

interface Different {
  readonly member: OutsideMember;
  readonly features: Features<Status>;
}

/** Plans the protection plans of invited members: those that the administrator may set, and the others through the role. */
export function planMemberFeatures(
  desired: InvitationsDesired,
  observed: InvitationsObserved,
  refusals: readonly Refusal[],
): Plan<InvitationsAction> {
  const { region, partition, ownPlans } = desired;
  const refused = new Map(
    refusals.filter(({ operation }) => FEATURE_OPERATIONS.has(operation)).map((each) => [each.subject, each]),
  );
  const different = differences(desired, observed).map(({ member, features }) => ({
    member,
    features: only(features, (name) => !refused.has(name)),
  }));
  const settable = different.map(part((name) => !OWN.has(name))).filter(isAny);
  const own = different.map(part((name) => OWN.has(name))).filter(isAny);
  const open = ({ member: { id } }: Different) => !refused.has(id);
  const reached = own.filter((each) => ownPlans && isReachable(observed, each));
  return planOf<InvitationsAction>({
    actions: [
      ...grouped(settable.filter(open), (features, members) => ({
        type: 'UpdateMemberDetectors',
        of: 'guardduty',
        region,
        features,
        accounts: members.map(({ id }) => ({ id })),
      })),
      ...grouped(reached.filter(open), (features, members) => ({
        type: 'UpdateOwnDetectors',
        of: 'guardduty',
        region,
        features,
        accounts: members.map(({ id, role }) => ({ id, role: { account: id, partition, ...role } })),
      })),
    ],
    blocked: [
      ...own.filter((each) => !reached.includes(each)).map((each) => ownFeatureDiffers(region, each)),
      ...[...refused.values()].map(({ subject, words }) => featureRefused(desired, subject, words)),
    ],
  });
}

const FEATURE_OPERATIONS: ReadonlySet<string> = new Set([
  'guardduty:UpdateMemberDetectors',
  'guardduty:UpdateDetector',
]);

function differences(desired: InvitationsDesired, { organization, memberFeatures }: InvitationsObserved): Different[] {
  return outsideMembers(desired).flatMap((member) => {
    const has = memberFeatures.get(member.id);
    if (!has || organization.has(member.id) || !member.services.includes('guardduty')) return [];
    return [{ member, features: differing(memberTargets(detectorTargets(desired.plans, has)), has, 'DISABLED') }];
  });
}

function isReachable({ sides }: InvitationsObserved, { member: { id } }: Different): boolean {
  const side = sides.get(id);
  return side !== undefined && !isUnreadable(side);
}

function part(takes: (name: string) => boolean) {
  return ({ member, features }: Different): Different => ({ member, features: only(features, takes) });
}

function only(features: Features<Status>, takes: (name: string) => boolean): Features<Status> {
  return Object.fromEntries(Object.entries(features).filter(([name]) => takes(name)));
}

function isAny({ features }: Different): boolean {
  return Object.keys(features).length > 0;
}

/** One action for all members that need the same change. */
function grouped(
  different: readonly Different[],
  action: (features: Features<Status>, members: readonly OutsideMember[]) => InvitationsAction,
): InvitationsAction[] {
  const groups = new Map<string, { features: Features<Status>; members: OutsideMember[] }>();
  for (const { member, features } of different) {
    const key = JSON.stringify(features);
    const group = groups.get(key) ?? { features, members: [] };
    group.members.push(member);
    groups.set(key, group);
  }
  return [...groups].sort(([a], [b]) => ascending(a, b)).map(([, { features, members }]) => action(features, members));
}

function ownFeatureDiffers(region: string, { member, features }: Different): Exception {
  const states = Object.entries(features).map(([name, { state }]) => `${name} is not ${state}`);
  return {
    account: member.id,
    region,
    service: 'guardduty',
    reason: 'OwnPlanDiffers',
    words: `${states.join(', ')}, and AWS lets the account alone set it`,
    hint: 'outsideMembers.ownPlans: true sets it through the role, if the role allows it; or ask the owner of the account',
    scope: 'account',
  };
}

const ACCOUNT_ID = /^\d{12}$/;

/** An account that AWS left unprocessed, or a plan that it refused for all accounts. */
function featureRefused({ administrator, region }: InvitationsDesired, subject: string, words: string): Exception {
  const account = ACCOUNT_ID.test(subject) ? subject : administrator;
  return {
    account,
    region,
    service: 'guardduty',
    reason: 'PlanRefused',
    words: account === subject ? words : `${subject}: ${words}`,
    hint: 'the other plans are applied; muster asks AWS again within a day',
    scope: 'account',
  };
}
