import type { Aws } from '../aws/clients';
import type { Listing } from '../aws/organizations/listing';
import type { OrganizationAccount } from '../aws/organizations/organizations';
import { LISTING_KEY, type SharedListing } from '../controllers/directory/desired';
import { within } from '../reconcile/deadline';
import { RolloutError } from '../reconcile/errors';

/** Where a pass has the organization's accounts from: part of its evidence. */
export interface AsOf {
  readonly source: 'listing' | 'organizations';
  /** ISO; when listing them began */
  readonly at: string;
  /** how many there were */
  readonly count: number;
  /** how many of them Organizations was asked about once more */
  readonly confirmed?: number;
  /** why the shared listing was not gone by */
  readonly because?: string;
}

/** The organization's accounts, and what a shared listing knows besides. */
export interface Listed {
  readonly accounts: readonly OrganizationAccount[];
  /** path of names → id, of the organizational units that were asked for and found */
  readonly units: ReadonlyMap<string, string>;
  readonly asOf: AsOf;
}

/** Who wants to know, and of which listing. */
export interface Asking {
  readonly region: string;
  readonly administrator: string;
  readonly listing?: SharedListing | undefined;
}

/** The ports that this needs. */
export type ListingPorts = Pick<Aws, 'listing' | 'organizations' | 'now'>;

/** How long the shared listing may take: a pass that does not get it lists the accounts itself. */
const PATIENCE = 20_000;

/**
 * The accounts of the organization: those of the shared listing while that is young enough, otherwise asked of Organizations,
 * with the reason. A region never waits for the listing, and never does without.
 */
export async function listedAccounts(aws: ListingPorts, asking: Asking): Promise<Listed> {
  const shared = asking.listing && (await sharedBy(aws, asking, asking.listing));
  if (!shared || 'because' in shared) return listedAnew(aws, asking, shared?.because);
  const { accounts, units, listedAt } = shared.listing;
  return { accounts, units, asOf: asOf('listing', listedAt, accounts) };
}

/** The accounts as Organizations lists them now. @param because why the shared listing will not do, where there may be one */
export async function listedAnew(aws: ListingPorts, { region }: Asking, because?: string): Promise<Listed> {
  const { accounts, listedAt } = await aws.organizations(region).accounts();
  const reason = because === undefined ? {} : { because };
  return { accounts, units: new Map(), asOf: { ...asOf('organizations', listedAt, accounts), ...reason } };
}

function asOf(source: AsOf['source'], at: number, { length: count }: readonly unknown[]): AsOf {
  return { source, at: new Date(at).toISOString(), count };
}

type Shared = { readonly listing: Listing } | { readonly because: string };

async function sharedBy(aws: ListingPorts, { administrator }: Asking, shared: SharedListing): Promise<Shared> {
  const place = { bucket: shared.bucket, key: LISTING_KEY, owner: administrator };
  try {
    const read = aws.listing(shared.region).read(place);
    const answer = await within(
      PATIENCE,
      read.then((stored) => ({ stored })),
    );
    if (!answer) return { because: `the shared listing did not come within ${PATIENCE / 1000} s` };
    const { stored } = answer;
    if (!stored) return { because: 'there is no shared listing' };
    if (!stored.listing) return { because: `the shared listing cannot be read: ${stored.problem}` };
    return judged(stored.listing, administrator, aws.now() - shared.maxAgeMinutes * 60_000);
  } catch (error) {
    if (!(error instanceof RolloutError)) throw error;
    return { because: error.story };
  }
}

/** A listing is gone by if it is young enough, and of the organization that the administrator is in. */
function judged(listing: Listing, administrator: string, oldest: number): Shared {
  if (listing.listedAt < oldest)
    return { because: `the shared listing is too old: ${new Date(listing.listedAt).toISOString()}` };
  if (!listing.accounts.some(({ id }) => id === administrator))
    return { because: `the shared listing does not name account ${administrator}, whose it is` };
  return { listing };
}
