import type { Refusal } from '../../../aws/refusals';
import type { Plan } from '../../../reconcile/plan';
import type { GuardDutyAction } from '../action';
import type { GuardDutyDesired } from '../desired';
import type { GuardDutyObserved } from '../observe';
import { type Asking, digestOf, noting, REMEMBERING, stillRefused } from './noted-refusals';

type GuardDutyPlan = Plan<GuardDutyAction>;
type OfMembers = Extract<GuardDutyAction, { type: 'UpdateMemberDetectors' }>;

/**
 * A plan that asks AWS once a day for protection plans that it refuses: AWS shows neither that it would refuse one nor that it would
 * accept it now. A different request is sent at once: one for another value, or for other members.
 * @param planned the plan after given refusals
 */
export function askingDaily(
  desired: GuardDutyDesired,
  { detector, at }: GuardDutyObserved,
  refusals: readonly Refusal[],
  planned: (refusals: readonly Refusal[]) => GuardDutyPlan,
): GuardDutyPlan {
  const note = detector?.notes?.plans;
  const mayConcern = refusals.some(({ operation }) => OPERATIONS.has(operation));
  if (!detector || (!note && !mayConcern)) return planned(refusals);
  const asking = askingIn(planned([]).actions);
  const asked = new Set(refusals.map(({ operation, subject }) => `${operation} ${subject}`));
  const before = stillRefused(note, at, asking).filter(
    ({ operation, subject }) => !asked.has(`${operation} ${subject}`),
  );
  const plan = planned([...before, ...refusals]);
  if (plan.actions.some(({ type }) => OPERATIONS.has(type))) return plan;
  if (refusals.some(({ operation }) => operation === REMEMBERING)) return plan;
  const write = noting('plans', note, at, asking, { before, refusals });
  const { partition, region, administrator } = desired;
  const arn = `arn:${partition}:guardduty:${region}:${administrator}:detector/${detector.id}`;
  return write
    ? { ...plan, actions: [...plan.actions, { type: 'RememberRefusals', region, detector: arn, ...write }] }
    : plan;
}

/** The operations that set protection plans: actions have their names. */
const OPERATIONS: ReadonlySet<string> = new Set([
  'UpdateDetector',
  'UpdateOrganizationConfiguration',
  'UpdateMemberDetectors',
]);

/** The requests of actions: the value of a plan, with the members that it is for; or all plans of one member. */
function askingIn(actions: readonly GuardDutyAction[]): Asking {
  const ofMembers = actions.filter((action): action is OfMembers => action.type === 'UpdateMemberDetectors');
  return (operation, subject) => {
    switch (operation) {
      case 'UpdateDetector': {
        const found = actions.find((action) => action.type === operation);
        return digestIfAny(found?.change.features?.[subject]);
      }
      case 'UpdateOrganizationConfiguration': {
        const found = actions.find((action) => action.type === operation);
        return digestIfAny(found?.features[subject]);
      }
      case 'UpdateMemberDetectors':
        return digestIfAny(ofAccount(ofMembers, subject) ?? ofPlan(ofMembers, subject));
      default:
        return undefined;
    }
  };
}

function digestIfAny(asked: unknown): string | undefined {
  return asked === undefined ? undefined : digestOf(asked);
}

function ofAccount(actions: readonly OfMembers[], subject: string): unknown {
  return actions.find(({ accounts }) => accounts.some(({ id }) => id === subject))?.features;
}

function ofPlan(actions: readonly OfMembers[], subject: string): unknown {
  const asked = actions.flatMap(({ accounts, features }) => {
    const target = features[subject];
    return target ? [[target, accounts.map(({ id }) => id)]] : [];
  });
  return asked.length > 0 ? asked : undefined;
}
