import type { Spent } from '../aws/call';
import type { Refusal } from '../aws/refusals';
import { Attempts } from './attempts';
import type { Controller } from './controller';
import { RolloutError } from './errors';
import { callerOf, type Desired, regionOf } from './event';
import { type GuardedPlan, guarded } from './guard';
import { type Log, silent } from './log';
import { type Action, ordered, type Pending } from './plan';
import type { Report } from './report';

interface Options {
  readonly spent?: Spent;
  readonly log?: Log;
}

/** Regions that are written to at the same time. */
const SIDE_BY_SIDE = 8;

/**
 * One pass: observe → plan → guard → apply → observe … until nothing is left that this pass has not tried, AWS fails for
 * now, or the time is spent. It remembers nothing for the next pass, which starts from what it observes.
 * @throws RolloutError what AWS refuses for good
 */
export async function reconcile<D extends Desired, O, A extends Action>(
  controller: Controller<D, O, A>,
  desired: D,
  { spent = () => false, log = silent }: Options = {},
): Promise<Report> {
  const pass = new Pass(controller, spent, log);
  for (;;) {
    const { observed, plan } = await look(controller, desired, pass.refusals);
    const { fresh, again } = pass.attempts.divide(plan.actions);
    const now = due(fresh, again, controller.first?.(desired));
    if (now.length === 0 || pass.stopped || spent()) {
      const late = again.flatMap((action) => pass.late(action, desired, plan));
      return reportOf(
        controller,
        desired,
        observed,
        { ...plan, pending: [...plan.pending, ...late] },
        pass.applied,
        fresh,
      );
    }
    await pass.apply(now);
  }
}

/** Observe and plan alone, the same code: the dry run, the audit, and the answer to "is it done?". */
export async function assess<D extends Desired, O, A extends Action>(
  controller: Controller<D, O, A>,
  desired: D,
): Promise<{ plan: GuardedPlan<A>; report: Report }> {
  const { observed, plan } = await look(controller, desired, []);
  return { plan, report: reportOf(controller, desired, observed, plan, [], plan.actions) };
}

async function look<D extends Desired, O, A extends Action>(
  controller: Controller<D, O, A>,
  desired: D,
  refusals: readonly Refusal[],
): Promise<{ observed: O; plan: GuardedPlan<A> }> {
  const observed = await controller.observe(desired);
  const situation = {
    service: controller.service,
    region: regionOf(desired),
    caller: callerOf(desired),
    conduct: desired,
    leaving: false,
    protectedNow: controller.protectedNow(observed),
    losing: (action: A) => controller.losing(action, observed, desired),
  };
  return { observed, plan: guarded(controller.plan(desired, observed, refusals), situation) };
}

class Pass<A extends Action> {
  readonly attempts = new Attempts();
  readonly refusals: Refusal[] = [];
  readonly applied: string[] = [];
  /** AWS failed for now: what comes after the failed action may depend on it */
  stopped = false;

  constructor(
    private readonly controller: Pick<Controller<never, never, A>, 'service' | 'apply' | 'describe'>,
    private readonly spent: Spent,
    private readonly log: Log,
  ) {}

  /** Regions side by side, the actions of each in their order. */
  async apply(actions: readonly A[]): Promise<void> {
    const regions = byRegion(actions);
    const worker = async () => {
      for (let next = regions.shift(); next; next = regions.shift()) await this.inOrder(next);
    };
    const ends = await Promise.allSettled(Array.from({ length: SIDE_BY_SIDE }, worker));
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }

  private async inOrder(actions: readonly A[]): Promise<void> {
    for (const action of actions) {
      if (this.spent()) return;
      try {
        this.done(action, await this.controller.apply(action));
      } catch (error) {
        if (!(error instanceof RolloutError && error.transient)) throw error;
        this.attempts.fail(action, error);
        this.stopped = true;
        return;
      }
    }
  }

  /** An action that was tried in this pass and is still planned: AWS has not shown its effect, or failed for now. */
  late(action: A, desired: Desired, plan: GuardedPlan<A>): Pending[] {
    const failure = this.attempts.failureOf(action);
    const pending = (account: string, scope: Pending['scope']): Pending => ({
      account,
      region: action.region,
      service: this.controller.service,
      reason: failure?.code ?? 'NotShownYet',
      words: failure?.story ?? `AWS accepted "${this.controller.describe(action)}" and does not show it yet`,
      hint: failure?.hint ?? 'the next pass looks again',
      scope,
      soon: true,
    });
    if (failure || !action.accounts) return [pending(callerOf(desired), 'rollout')];
    const told = new Set([...plan.pending, ...plan.blocked].map(({ account }) => account));
    return action.accounts.filter(({ id }) => !told.has(id)).map(({ id }) => pending(id, 'account'));
  }

  private done(action: A, refusals: readonly Refusal[]): void {
    this.refusals.push(...refusals);
    // with the time spent the port may have stopped between two batches: the rest counts as not tried
    if (!this.spent()) this.attempts.add(action);
    const accepted = acceptedPart(action, refusals);
    if (!accepted) return;
    const words = this.controller.describe(accepted);
    const { type, region, accounts } = accepted;
    this.applied.push(words);
    this.log('applied', {
      service: this.controller.service,
      region,
      action: type,
      count: accounts?.length ?? 1,
      words,
    });
  }
}

/** What AWS took of an action: never is anything told as done that was refused. */
function acceptedPart<A extends Action>(action: A, refusals: readonly Refusal[]): A | undefined {
  const refused = new Set(refusals.map(({ subject }) => subject));
  if (!action.accounts) return refused.has(action.region) ? undefined : action;
  const accounts = action.accounts.filter(({ id }) => !refused.has(id));
  return accounts.length > 0 ? { ...action, accounts } : undefined;
}

function reportOf<D extends Desired, O, A extends Action>(
  controller: Controller<D, O, A>,
  desired: D,
  observed: O,
  plan: GuardedPlan<A>,
  applied: readonly string[],
  remaining: readonly A[],
): Report {
  return {
    service: controller.service,
    region: regionOf(desired),
    ...controller.coverage(desired, observed),
    exceptions: ordered(plan.blocked),
    pending: ordered(plan.pending),
    notes: plan.notes,
    applied,
    remaining: remaining.map((action) => controller.describe(action)),
    withheld: plan.withheld.map((action) => controller.describe(action)),
  };
}

/** What may be done now: the first region alone, until nothing is planned for it any more. */
function due<A extends Action>(fresh: readonly A[], again: readonly A[], first: string | undefined): readonly A[] {
  const ofFirst = fresh.filter(({ region }) => region === first);
  if (ofFirst.length > 0) return ofFirst;
  return again.some(({ region }) => region === first) ? [] : fresh;
}

function byRegion<A extends Action>(actions: readonly A[]): A[][] {
  const regions = new Map<string, A[]>();
  for (const action of actions) regions.set(action.region, [...(regions.get(action.region) ?? []), action]);
  return [...regions.values()];
}
