import fc from 'fast-check';
import type { OrganizationAccount } from '../../../lambda/aws/organizations/organizations';
import { type Match, match } from '../../../lambda/overrides/desired';
import type { Directory } from '../../../lambda/overrides/directory';

export const ROOT = 'r-ab12';

/** The id of the unit with a number. */
export const unit = (number: number): string => `ou-ab12-${String(number).padStart(8, '0')}`;

export const account = (id: string, ...units: readonly string[]): OrganizationAccount => ({
  id,
  name: `account-${id}`,
  email: `${id}@example.com`,
  state: 'ACTIVE',
  path: [ROOT, ...units],
});

/** The units and accounts that an override is about; an absent part matches none. */
export const about = (parts: Partial<Match>): Match => match.parse({ path: 'overrides[0]', ...parts });

export const directory = (...accounts: readonly OrganizationAccount[]): Directory => ({ accounts, units: new Map() });

/** Organizations of up to eight nested units, with zero or more accounts in each and in the root. */
export const organizations: fc.Arbitrary<Directory> = fc
  .array(fc.record({ parent: fc.nat(), accounts: fc.nat({ max: 2 }) }), { minLength: 1, maxLength: 8 })
  .map((units) => {
    const paths: string[][] = [];
    const accounts = units.flatMap(({ parent, accounts: count }, number) => {
      const path = number === 0 ? [] : [...(paths[parent % number] ?? []), unit(number)];
      paths.push(path);
      return Array.from({ length: count }, (_, at) => account(String(300000000000 + number * 10 + at), ...path));
    });
    return directory(...accounts);
  });

/** All possible matches in an organization: every account, its units and its accounts, by id. */
export function matches({ accounts }: Directory): fc.Arbitrary<Match> {
  const units = [...new Set(accounts.flatMap(({ path = [] }) => path.slice(1)))];
  const some = (ids: readonly string[]) => fc.subarray([...ids], { maxLength: Math.min(2, ids.length) });
  return fc
    .record({ ous: some(units), accounts: some(accounts.map(({ id }) => id)), regional: fc.boolean() })
    .map((parts) => about(parts));
}
