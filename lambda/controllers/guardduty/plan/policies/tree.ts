import type { OrganizationAccount } from '../../../../aws/organizations/organizations';
import { RolloutError } from '../../../../reconcile/errors';
import { ascending } from '../../../../reconcile/plan';

/** The root or an organizational unit with everything below it, sorted by id. */
export interface Unit {
  /** ids from the root down, its own last */
  readonly path: readonly string[];
  readonly units: readonly Unit[];
  readonly accounts: readonly OrganizationAccount[];
}

/**
 * The root with all units that have accounts in them or below them.
 * @throws RolloutError `Refused` for an account of unknown place, or for an organization without accounts
 */
export function treeOf(accounts: readonly OrganizationAccount[]): Unit {
  const lost = accounts.find(({ path = [] }) => path.length === 0);
  const root = accounts[0]?.path?.[0];
  if (lost || root === undefined)
    throw new RolloutError(
      'Refused',
      `compiling GuardDuty policies: AWS does not say which unit ${lost ? `account ${lost.id}` : 'any account'} is in`,
      { hint: 'without the place of every account no policy is safe to attach; ask for the listing again later' },
    );
  return unitAt([root], accounts);
}

/** @param accounts those in the unit or below it */
function unitAt(path: readonly string[], accounts: readonly OrganizationAccount[]): Unit {
  const depth = path.length;
  const below = new Map<string, OrganizationAccount[]>();
  for (const account of accounts) {
    const child = account.path?.[depth];
    if (child !== undefined) below.set(child, [...(below.get(child) ?? []), account]);
  }
  return {
    path,
    units: [...below].sort(([a], [b]) => ascending(a, b)).map(([id, inUnit]) => unitAt([...path, id], inUnit)),
    accounts: accounts.filter((account) => account.path?.length === depth).sort((a, b) => ascending(a.id, b.id)),
  };
}
