import type { OrganizationAccount } from '../aws/organizations/organizations';
import { isAccountId, isUnitId, type Match } from './desired';
import type { Directory } from './directory';

/** A name in the configuration that the organization does not have, or has twice. */
export interface Unlocated {
  readonly match: Match;
  readonly reason: 'UnknownOrganizationalUnit' | 'UnknownAccount' | 'AmbiguousAccountName';
  /** as the configuration writes it */
  readonly name: string;
  /** accounts that share the name */
  readonly candidates: readonly string[];
}

/** The accounts and units in which names are looked up. */
interface Names extends Pick<Directory, 'units'> {
  readonly accounts: readonly Pick<OrganizationAccount, 'id' | 'name'>[];
}

/** A part of the configuration with the ids of its units and accounts. */
export interface Located<T> {
  readonly value: T;
  readonly match: Match;
  readonly ous: ReadonlySet<string>;
  readonly accounts: ReadonlySet<string>;
}

/** The overrides with ids, and the names that could not be found. */
export function locate<T extends { readonly match: Match }>(
  overrides: readonly T[],
  directory: Names,
): { located: Located<T>[]; unlocated: Unlocated[] } {
  const find = finder(directory);
  const unlocated: Unlocated[] = [];
  const located = overrides.map((value) => {
    const { match } = value;
    const ids = (found: readonly (string | Omit<Unlocated, 'match'>)[]) =>
      new Set(
        found.flatMap((each) => {
          if (typeof each === 'string') return [each];
          unlocated.push({ match, ...each });
          return [];
        }),
      );
    return { value, match, ous: ids(match.ous.map(find.unit)), accounts: ids(match.accounts.map(find.account)) };
  });
  return { located, unlocated };
}

function finder({ accounts, units }: Names) {
  const byName = new Map<string, string[]>();
  for (const { id, name } of accounts) byName.set(name, [...(byName.get(name) ?? []), id]);
  const ids = new Set(accounts.map(({ id }) => id));
  // an empty OU can be found only by its path; an unknown id is no mistake, because no account is concerned
  return {
    unit: (ou: string): string | Omit<Unlocated, 'match'> => {
      const id = isUnitId(ou) ? ou : units.get(ou);
      return id ?? { reason: 'UnknownOrganizationalUnit', name: ou, candidates: [] };
    },
    account: (account: string): string | Omit<Unlocated, 'match'> => {
      const candidates = isAccountId(account) ? [account].filter((id) => ids.has(id)) : (byName.get(account) ?? []);
      const [only, ...others] = candidates;
      if (only === undefined) return { reason: 'UnknownAccount', name: account, candidates };
      return others.length === 0 ? only : { reason: 'AmbiguousAccountName', name: account, candidates };
    },
  };
}
