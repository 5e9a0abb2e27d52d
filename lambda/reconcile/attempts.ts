import type { RolloutError } from './errors';
import type { Action } from './plan';

/**
 * The attempts of one pass. A pass does the same thing to the same account at most once: AWS shows some writes late, and
 * a repetition would only add refusals. The next pass does what is still planned afterwards.
 */
export class Attempts {
  private readonly tried = new Set<string>();
  private readonly failures = new Map<string, RolloutError>();

  add(action: Action): void {
    for (const key of keys(action)) this.tried.add(key);
  }

  fail(action: Action, error: RolloutError): void {
    this.add(action);
    this.failures.set(kind(action), error);
  }

  /** Why the last attempt at an action like this one failed, undefined if AWS accepted it. */
  failureOf(action: Action): RolloutError | undefined {
    return this.failures.get(kind(action));
  }

  /** Actions not tried yet, and those that were tried and are planned again. */
  divide<A extends Action>(actions: readonly A[]): { fresh: A[]; again: A[] } {
    const fresh: A[] = [];
    const again: A[] = [];
    for (const action of actions) {
      const left = this.part(action, false);
      const repeated = this.part(action, true);
      if (left) fresh.push(left);
      if (repeated) again.push(repeated);
    }
    return { fresh, again };
  }

  /** The part of an action that was tried, or the part that was not; undefined if there is none. */
  private part<A extends Action>(action: A, tried: boolean): A | undefined {
    if (!action.accounts) return this.tried.has(kind(action)) === tried ? action : undefined;
    const prefix = kind(action);
    const accounts = action.accounts.filter(({ id }) => this.tried.has(`${prefix} ${id}`) === tried);
    return accounts.length > 0 ? { ...action, accounts } : undefined;
  }
}

/** The action without its accounts, as text. */
function kind({ accounts: _, ...rest }: Action): string {
  return JSON.stringify(rest);
}

function keys(action: Action): string[] {
  const prefix = kind(action);
  return action.accounts ? action.accounts.map(({ id }) => `${prefix} ${id}`) : [prefix];
}
