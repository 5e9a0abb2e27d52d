import type { Controller } from './controller';
import type { DesiredState } from './desired';
import type { GuardedPlan } from './guard';
import type { Action, Exception } from './plan';

/**
 * The accounts that are not as desired because something blocks the whole rollout: without them a report would name only the
 * account that calls AWS. An account with an exception, or one that AWS is still working on, is named already.
 * @param covered the accounts that are as desired
 */
export function withheldAccounts<D extends DesiredState, O, A extends Action>(
  { registration, effects, describe }: Controller<D, O, A>,
  plan: GuardedPlan<A>,
  covered: readonly string[],
): Exception[] {
  const blocker = plan.blocked.find(({ scope }) => scope === 'rollout');
  if (!blocker) return [];
  const named = new Set([...covered, ...[...plan.blocked, ...plan.pending].map(({ account }) => account)]);
  const covering = plan.withheld.filter(({ type }) => COVERS.has(effects[type as A['type']]));
  const byAccount = new Map(
    covering.flatMap((action) => (action.accounts ?? []).map(({ id }) => [id, { ...action, accounts: [{ id }] }])),
  );
  return [...byAccount]
    .filter(([id]) => !named.has(id))
    .map(([account, action]) => ({
      account,
      region: action.region,
      service: registration.service,
      reason: 'Withheld',
      words: `${blocker.reason} blocks every change in ${blocker.region}, this one as well: ${describe(action)}`,
      hint: blocker.hint,
      scope: 'account',
    }));
}

/** The effects of actions that make accounts as desired. */
const COVERS: ReadonlySet<string> = new Set(['protects', 'lessens']);
