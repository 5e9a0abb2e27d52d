import { CONCURRENCY } from '../aws/limits';
import type { OrganizationAccount } from '../aws/organizations/organizations';
import { sideBySide } from '../reconcile/side-by-side';
import { type Asking, type Listed, type ListingPorts, listedAnew } from './account-listing';

/** So many accounts are asked about one by one; for more, listing all of them anew is fewer calls than it looks. */
const FEW = 20;

/**
 * A shared listing put right about some accounts, before anything is done on its word: they may have come or gone since. A
 * listing that is this pass's own stays as it is.
 * @param doubtful ids, of accounts that the listing has or has not
 */
export async function confirmed(
  aws: ListingPorts,
  asking: Asking,
  listed: Listed,
  doubtful: readonly string[],
): Promise<Listed> {
  if (listed.asOf.source === 'organizations' || doubtful.length === 0) return listed;
  if (doubtful.length > FEW)
    return listedAnew(aws, asking, `the shared listing leaves ${doubtful.length} accounts in doubt`);
  const organizations = aws.organizations(asking.region);
  const answers = await sideBySide(doubtful, CONCURRENCY.organizationReads, (id) => organizations.account(id));
  const known = new Map(listed.accounts.map((account): [string, OrganizationAccount] => [account.id, account]));
  for (const [at, id] of doubtful.entries()) {
    const now = answers[at];
    // of older endpoints, the one that describes an account does not say where it is
    const { path } = known.get(id) ?? {};
    if (now) known.set(id, { ...(path && { path }), ...now });
    else known.delete(id);
  }
  return { ...listed, accounts: [...known.values()], asOf: { ...listed.asOf, confirmed: doubtful.length } };
}

/**
 * A shared listing put right about active accounts that are no members yet, before any is enrolled on its word. Where they are
 * many it is a first rollout, which goes by a listing of the same deployment.
 * @param members ids of those that are
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
