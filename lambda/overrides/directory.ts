import type { OrganizationAccount, Organizations } from '../aws/organizations';
import { RolloutError } from '../reconcile/errors';
import { isUnitId, type Match } from './desired';

/** The organization as far as the configuration asks for it. */
export interface Directory {
  readonly accounts: readonly OrganizationAccount[];
  /** path of names → id, of the organizational units that are named so and exist */
  readonly units: ReadonlyMap<string, string>;
}

/** Reads all accounts, and those organizational units that are written by name. */
export async function directoryOf(
  organizations: Pick<Organizations, 'accounts' | 'units'>,
  matches: readonly Match[],
): Promise<Directory> {
  const ous = matches.flatMap((match) => match.ous);
  const accounts = await organizations.accounts();
  const lost = accounts.find(({ path }) => path === undefined);
  if (lost && ous.length > 0)
    throw new RolloutError(
      'Refused',
      `reading the organization: AWS does not say in which unit account ${lost.id} is`,
      {
        hint: 'name accounts, not organizational units, in the overrides of the configuration',
      },
    );
  return { accounts, units: await organizations.units([...new Set(ous.filter((ou) => !isUnitId(ou)))]) };
}
