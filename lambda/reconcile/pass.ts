import type { Spent } from '../aws/call';
import { isTransient } from '../aws/error-predicates';
import { CONCURRENCY } from '../aws/limits';
import type { Refusal } from '../aws/refusals';
import { Attempts } from './attempts';
import type { Controller } from './controller';
import type { DesiredState } from './desired';
import type { GuardedPlan } from './guard';
import type { Log } from './log';
import type { Action, Pending } from './plan';

/** The work and the results of one pass. */
export class Pass<D extends DesiredState, A extends Action> {
  readonly attempts = new Attempts();
  readonly refusals: Refusal[] = [];
  readonly applied: string[] = [];
  /** a transient failure: later actions may depend on the failed one */
  stopped = false;

  constructor(
    private readonly controller: Pick<Controller<D, never, A>, 'registration' | 'apply' | 'describe'>,
    private readonly spent: Spent,
    private readonly log: Log,
  ) {}

  /** Applies actions, regions in parallel, the actions of a region in order. */
  async apply(actions: readonly A[]): Promise<void> {
    const regions = byRegion(actions);
    const worker = async () => {
      for (let next = regions.shift(); next; next = regions.shift()) await this.inOrder(next);
    };
    const ends = await Promise.allSettled(Array.from({ length: CONCURRENCY.regions }, worker));
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }

  private async inOrder(actions: readonly A[]): Promise<void> {
    for (const action of actions) {
      if (this.spent()) return;
      try {
        this.done(action, await this.controller.apply(action));
      } catch (error) {
        if (!isTransient(error)) throw error;
        this.attempts.fail(action, error);
        this.stopped = true;
        return;
      }
    }
  }

  /** An action that was tried in this pass and is still planned: AWS does not show its effect yet, or failed for now. */
  notShown(action: A, desired: D, plan: GuardedPlan<A>): Pending[] {
    const failure = this.attempts.failureOf(action);
    const pending = (account: string, scope: Pending['scope']): Pending => ({
      account,
      region: action.region,
      service: this.controller.registration.service,
      reason: failure?.code ?? 'NotShownYet',
      words: failure?.story ?? `AWS accepted "${this.controller.describe(action)}", and it is not seen yet`,
      hint: failure?.hint ?? 'the next pass looks again',
      scope,
      soon: true,
    });
    if (failure || !action.accounts) return [pending(this.controller.registration.caller(desired), 'rollout')];
    const reported = new Set([...plan.pending, ...plan.blocked].map(({ account }) => account));
    return action.accounts.filter(({ id }) => !reported.has(id)).map(({ id }) => pending(id, 'account'));
  }

  private done(action: A, refusals: readonly Refusal[]): void {
    this.refusals.push(...refusals);
    // when the time is spent, the port may have stopped between two batches: the rest counts as not tried
    if (!this.spent()) this.attempts.add(action);
    const accepted = acceptedPart(action, refusals);
    if (!accepted) return;
    const words = this.controller.describe(accepted);
    const { type, region, accounts } = accepted;
    this.applied.push(words);
    this.log('applied', {
      service: this.controller.registration.service,
      region,
      action: type,
      count: accounts?.length ?? 1,
      words,
    });
  }
}

/** The part of an action that AWS accepted, so that a refused part is never reported as done. */
function acceptedPart<A extends Action>(action: A, refusals: readonly Refusal[]): A | undefined {
  const refused = new Set(refusals.map(({ subject }) => subject));
  if (!action.accounts) return refused.has(action.subject ?? action.region) ? undefined : action;
  const accounts = action.accounts.filter(({ id }) => !refused.has(id));
  return accounts.length > 0 ? { ...action, accounts } : undefined;
}

function byRegion<A extends Action>(actions: readonly A[]): A[][] {
  const regions = new Map<string, A[]>();
  for (const action of actions) regions.set(action.region, [...(regions.get(action.region) ?? []), action]);
  return [...regions.values()];
}
