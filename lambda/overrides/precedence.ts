import type { OrganizationAccount } from '../aws/organizations/organizations';
import type { Located } from './location';

/** The part of an account that decides which overrides apply to it. */
export type Positioned = Pick<OrganizationAccount, 'id' | 'path'>;

/** Above every depth of an organizational unit: AWS nests five of them. */
const BY_ACCOUNT = 1000;

/**
 * The overrides that apply to an account, the strongest first. If an override does not set a value, the next one does, and
 * finally the organization's own section:
 *
 * 1. the account itself, before its organizational unit, before the unit above that, before the whole organization;
 * 2. of these at the same place, one for single regions before one for all regions;
 * 3. of these, the later one in the file.
 *
 * docs/precedence.md explains it to people.
 */
export function matching<T>(overrides: readonly Located<T>[], account: Positioned): T[] {
  return overrides
    .map((override, order) => ({ override, order, place: placeOf(override, account) }))
    .filter(({ place }) => place !== undefined)
    .sort(
      (a, b) =>
        (b.place ?? 0) - (a.place ?? 0) ||
        Number(b.override.match.regional) - Number(a.override.match.regional) ||
        b.order - a.order,
    )
    .map(({ override }) => override.value);
}

/** How close to the account an override applies; undefined if it applies to others. */
export function placeOf<T>({ match, ous, accounts }: Located<T>, account: Positioned): number | undefined {
  if (accounts.has(account.id)) return BY_ACCOUNT;
  if (match.ous.length === 0 && match.accounts.length === 0) return 0;
  const depth = (account.path ?? []).findLastIndex((id) => ous.has(id));
  return depth < 0 ? undefined : depth + 1;
}

/** The value of the first override that has one, and that override. */
export function decided<T, V>(
  overrides: readonly T[],
  says: (override: T) => V | undefined,
  otherwise: V,
): { value: V; by: T | undefined } {
  for (const override of overrides) {
    const value = says(override);
    if (value !== undefined) return { value, by: override };
  }
  return { value: otherwise, by: undefined };
}
