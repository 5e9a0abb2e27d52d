import { type OrganizationAccount, rootOf } from '../aws/organizations/organizations';
import { RolloutError } from '../reconcile/errors';
import { type Asking, type AsOf, type Listed, type ListingPorts, listedAccounts, listedNow } from './account-listing';
import { confirmed } from './confirmation';
import { isAccountId, type Match, namedUnits } from './desired';

/** The part of the organization that the configuration refers to. */
export interface Directory {
  readonly accounts: readonly OrganizationAccount[];
  /** path of names → id, of the named organizational units that exist */
  readonly units: ReadonlyMap<string, string>;
  /** types of policies that are enabled at the root; absent if the listing does not say */
  readonly policyTypes?: readonly string[];
}

/** All accounts, and the organizational units that the configuration names. */
export async function directoryOf(
  aws: ListingPorts,
  asking: Asking,
  matches: readonly Match[],
): Promise<Directory & { readonly asOf: AsOf }> {
  const listed = await withNamed(aws, asking, await listedAccounts(aws, asking), matches);
  const { accounts, units } = listed;
  const lost = accounts.find(({ path }) => path === undefined);
  if (lost && matches.some(({ ous }) => ous.length > 0))
    throw new RolloutError(
      'Refused',
      `reading the organization: AWS does not say which unit account ${lost.id} is in`,
      {
        hint: 'name accounts, not organizational units, in the overrides of the configuration',
      },
    );
  const unknown = namedUnits(matches).filter((path) => !units.has(path));
  const asked = await aws.organizations(asking.region).units(unknown, rootOf(accounts));
  return { ...listed, units: new Map([...units, ...asked]) };
}

/** If a shared listing lacks a name in the configuration, the account may have joined after the listing. */
async function withNamed(
  aws: ListingPorts,
  asking: Asking,
  listed: Listed,
  matches: readonly Match[],
): Promise<Listed> {
  if (listed.asOf.source === 'organizations') return listed;
  const named = [...new Set(matches.flatMap(({ accounts }) => accounts))];
  const known = new Set(listed.accounts.flatMap(({ id, name }) => [id, name]));
  const unknown = named.filter((each) => !known.has(each));
  const name = unknown.find((each) => !isAccountId(each));
  if (name !== undefined) return listedNow(aws, asking, `the shared listing has no account "${name}"`);
  return confirmed(aws, asking, listed, unknown);
}
