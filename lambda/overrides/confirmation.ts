import { CONCURRENCY } from '../aws/limits';
import type { OrganizationAccount } from '../aws/organizations/organizations';
import { mapConcurrently } from '../reconcile/map-concurrently';
import { type Asking, type Listed, type ListingPorts, listedNow } from './account-listing';

/** Up to this many accounts are checked one by one; for more, a new listing is cheaper. */
const FEW = 20;

/**
 * A shared listing, corrected for some accounts before a plan relies on it: they may have joined or left since. A listing that
 * this pass made itself stays as it is.
 * @param doubtful ids of accounts, whether the listing has them or not
 */
export async function confirmed(
  aws: ListingPorts,
  asking: Asking,
  listed: Listed,
  doubtful: readonly string[],
): Promise<Listed> {
  if (listed.asOf.source === 'organizations' || doubtful.length === 0) return listed;
  if (doubtful.length > FEW)
    return listedNow(aws, asking, `the shared listing leaves ${doubtful.length} accounts in doubt`);
  const organizations = aws.organizations(asking.region);
  const answers = await mapConcurrently(doubtful, CONCURRENCY.organizationReads, (id) => organizations.account(id));
  const known = new Map(listed.accounts.map((account): [string, OrganizationAccount] => [account.id, account]));
  for (const [at, id] of doubtful.entries()) {
    const now = answers[at];
    // older endpoints describe an account without its unit
    const { path } = known.get(id) ?? {};
    if (now) known.set(id, { ...(path && { path }), ...now });
    else known.delete(id);
  }
  return { ...listed, accounts: [...known.values()], asOf: { ...listed.asOf, confirmed: doubtful.length } };
}

/**
 * A shared listing, corrected for active accounts that are not members yet, before any is enrolled. If there are many, this is
 * a first rollout, and the listing was made by the same deployment.
 * @param members ids of the members
 */
export async function newcomersConfirmed(
  aws: ListingPorts,
  asking: Asking,
  listed: Listed,
  members: ReadonlySet<string>,
): Promise<Listed> {
  const newcomers = listed.accounts.filter(
    ({ id, state }) => state === 'ACTIVE' && id !== asking.administrator && !members.has(id),
  );
  if (newcomers.length > FEW) return listed;
  return confirmed(
    aws,
    asking,
    listed,
    newcomers.map(({ id }) => id),
  );
}
