import type { Located } from './location';
import type { Positioned } from './precedence';

/**
 * Computes a value once for all accounts of a unit, which are alike unless an override names them.
 * @param apart an account that differs from the others of its unit, in addition to those the overrides name
 */
export function oncePerUnit<T>(
  overrides: readonly Pick<Located<unknown>, 'accounts'>[],
  apart: string,
  workOut: (account: Positioned) => T,
): (account: Positioned) => T {
  const named = new Set([apart, ...overrides.flatMap(({ accounts }) => [...accounts])]);
  const known = new Map<string, T>();
  return (account) => {
    const key = named.has(account.id) ? account.id : (account.path?.at(-1) ?? '');
    const result = known.get(key) ?? workOut(account);
    known.set(key, result);
    return result;
  };
}
