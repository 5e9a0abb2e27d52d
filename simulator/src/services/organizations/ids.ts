import type { Account, Organization } from '../../organization/organization';
import { accountNotFound, invalidInput, parentNotFound } from './errors';

const ACCOUNT = /^\d{12}$/;
const PARENT = /^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$/;

/** AWS's words for a malformed id. */
export function badPattern(): Error {
  return invalidInput('INVALID_PATTERN', 'You provided a value that does not match the required pattern.');
}

/** An account of the organization. @throws InvalidInputException, AccountNotFoundException */
export function knownAccount(organization: Organization, accountId: string | undefined): Account {
  if (!ACCOUNT.test(accountId ?? '')) throw badPattern();
  const account = organization.accounts.get(accountId ?? '');
  if (!account || !organization.has(account.id)) throw accountNotFound();
  return account;
}

/** The id of the root or of an organizational unit. @throws InvalidInputException, ParentNotFoundException */
export function knownParent(
  organization: Organization,
  parentId: string | undefined,
  missing: () => Error = parentNotFound,
): string {
  if (parentId === undefined || !PARENT.test(parentId)) throw badPattern();
  if (parentId !== organization.rootId && !organization.units.has(parentId)) throw missing();
  return parentId;
}
