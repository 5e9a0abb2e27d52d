import type { Refusal } from '../../../aws/refusals';
import type { Plan } from '../../../reconcile/plan';
import {
  type Asking,
  digestOf,
  noting,
  notRemembered,
  REMEMBERING,
  stillRefused,
} from '../../guardduty/plan/noted-refusals';
import type { AccountAction, InvitationsAction } from '../action';
import { type InvitationsDesired, type MemberService, outsideMembers } from '../desired';
import type { InvitationsObserved, MemberSide, Unreadable } from '../observe';
import { isUnreadable } from './decision';

type InvitationsPlan = Plan<InvitationsAction>;
type OfFeatures = Extract<InvitationsAction, { type: 'UpdateMemberDetectors' | 'UpdateOwnDetectors' }>;

/** The refused operations that set protection plans, with their actions; all others are steps towards a member. */
const FEATURES: Readonly<Record<string, OfFeatures['type']>> = {
  'guardduty:UpdateMemberDetectors': 'UpdateMemberDetectors',
  'guardduty:UpdateDetector': 'UpdateOwnDetectors',
};

/**
 * A plan that asks AWS once a day for steps and protection plans that it refuses. A different request is sent at once, and so is the same
 * one if anything observed of the account has changed.
 * @param planned the plan after given refusals
 */
export function askingDaily(
  desired: InvitationsDesired,
  observed: InvitationsObserved,
  refusals: readonly Refusal[],
  planned: (refusals: readonly Refusal[]) => InvitationsPlan,
): InvitationsPlan {
  const { detector, at } = observed;
  const note = detector?.notes?.outside;
  if (!detector || (!note && refusals.length === 0)) return planned(refusals);
  const asking = askingIn(desired, observed, planned([]).actions);
  const asked = new Set(refusals.map(({ operation, subject }) => `${operation} ${subject}`));
  const before = stillRefused(note, at, asking).filter(
    ({ operation, subject }) => !asked.has(`${operation} ${subject}`),
  );
  const plan = planned([...before, ...refusals]);
  const ofNote = refusals.filter(({ operation }) => operation === `guardduty:${REMEMBERING}`);
  if (ofNote.length > 0) {
    const known = ofNote.map((each) => ({ ...each, operation: REMEMBERING }));
    return { ...plan, blocked: [...plan.blocked, ...notRemembered(desired, known)] };
  }
  // releasing members is not a request that AWS has refused
  if (plan.actions.some(({ type }) => type !== 'DisassociateMembers' && type !== 'DeleteMembers')) return plan;
  const write = noting('outside', note, at, asking, { before, refusals });
  if (!write) return plan;
  const { partition, region, administrator } = desired;
  const arn = `arn:${partition}:guardduty:${region}:${administrator}:detector/${detector.id}`;
  const remember = { type: 'RememberRefusals', of: 'guardduty', region, detector: arn, ...write } as const;
  return { ...plan, actions: [...plan.actions, remember] };
}

/** The requests of actions: the steps of an account with everything observed of it, or the desired features. */
function askingIn(
  desired: InvitationsDesired,
  observed: InvitationsObserved,
  actions: readonly InvitationsAction[],
): Asking {
  const addresses = new Map(outsideMembers(desired).map(({ id, email, role }) => [id, [email, role]]));
  return (operation, subject) => {
    const type = FEATURES[operation];
    const features = type && featuresOf(actions, type, subject);
    if (features) return digestOf(features);
    const service = operation.startsWith('detective:') ? 'detective' : 'guardduty';
    const steps = stepsOf(actions, service, subject);
    if (steps.length === 0) return undefined;
    return digestOf([steps, addresses.get(subject), observedOf(subject, service, observed)]);
  };
}

function featuresOf(actions: readonly InvitationsAction[], type: OfFeatures['type'], subject: string): unknown {
  const found = actions.filter((action): action is OfFeatures => action.type === type);
  const ofAccount = found.find(({ accounts }) => accounts.some(({ id }) => id === subject))?.features;
  if (ofAccount) return ofAccount;
  const ofPlan = found.flatMap(({ accounts, features }) => {
    const target = features[subject];
    return target ? [[target, accounts.map(({ id }) => id)]] : [];
  });
  return ofPlan.length > 0 ? ofPlan : undefined;
}

function stepsOf(actions: readonly InvitationsAction[], service: MemberService, account: string): string[] {
  return actions
    .filter(
      (action): action is AccountAction =>
        action.of === service && 'accounts' in action && action.accounts.some(({ id }) => id === account),
    )
    .map(({ type }) => type);
}

/** The state of an account on both sides, without times. */
function observedOf(account: string, service: MemberService, { members, graphMembers, sides }: InvitationsObserved) {
  const { status, email } = (service === 'guardduty' ? members : graphMembers)?.get(account) ?? {};
  return [status, email, sideOf(sides.get(account), service)];
}

function sideOf(side: MemberSide | Unreadable | undefined, service: MemberService): unknown {
  if (side === undefined) return undefined;
  if (isUnreadable(side)) return side.unreadable.reason;
  const { detector, administrator, invitations, graphInvitations } = side;
  return service === 'detective'
    ? graphInvitations.map(({ graph, status }) => [graph, status])
    : [detector?.enabled, administrator, invitations.map(({ id, status }) => [id, status])];
}
