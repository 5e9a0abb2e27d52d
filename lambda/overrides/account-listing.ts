import type { Aws } from '../aws/clients';
import type { Listing } from '../aws/organizations/listing';
import type { OrganizationAccount } from '../aws/organizations/organizations';
import { LISTING_KEY, type SharedListing } from '../controllers/directory/desired';
import { within } from '../reconcile/deadline';
import { RolloutError } from '../reconcile/errors';

/** The source of a pass's list of accounts: part of its evidence. */
export interface AsOf {
  readonly source: 'listing' | 'organizations';
  /** ISO; when the listing began */
  readonly at: string;
  /** number of accounts */
  readonly count: number;
  /** number of accounts that were checked again in Organizations */
  readonly confirmed?: number;
  /** why the shared listing was not used */
  readonly because?: string;
}

/** The organization's accounts, and the units that a shared listing has. */
export interface Listed {
  readonly accounts: readonly OrganizationAccount[];
  /** path of names → id, of the organizational units that were looked up and found */
  readonly units: ReadonlyMap<string, string>;
  readonly asOf: AsOf;
  /** types of policies that are enabled at the root; absent if the listing does not say */
  readonly policyTypes?: readonly string[];
}

/** The caller, and the shared listing that it may use. */
export interface Asking {
  readonly region: string;
  readonly administrator: string;
  readonly listing?: SharedListing | undefined;
}

/** The ports that this needs. */
export type ListingPorts = Pick<Aws, 'listing' | 'organizations' | 'now'>;

/** The time that reading the shared listing may take: after that, a pass lists the accounts itself. */
const PATIENCE = 20_000;

/**
 * The accounts of the organization: from the shared listing while it is recent enough, otherwise from Organizations, with the
 * reason. A region never waits for the listing, and never goes without accounts.
 */
export async function listedAccounts(aws: ListingPorts, asking: Asking): Promise<Listed> {
  const shared = asking.listing && (await sharedBy(aws, asking, asking.listing));
  if (!shared || 'because' in shared) return listedNow(aws, asking, shared?.because);
  const { accounts, units, listedAt, policyTypes } = shared.listing;
  return { accounts, units, asOf: asOf('listing', listedAt, accounts), ...(policyTypes && { policyTypes }) };
}

/** The accounts as Organizations lists them now. @param because why a configured shared listing is not used */
export async function listedNow(aws: ListingPorts, { region }: Asking, because?: string): Promise<Listed> {
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
    if (!answer) return { because: `the shared listing could not be read within ${PATIENCE / 1000} s` };
    const { stored } = answer;
    if (!stored) return { because: 'there is no shared listing' };
    if (!stored.listing) return { because: `the shared listing cannot be read: ${stored.problem}` };
    return judged(stored.listing, administrator, aws.now() - shared.maxAgeMinutes * 60_000);
  } catch (error) {
    if (!(error instanceof RolloutError)) throw error;
    return { because: error.story };
  }
}

/** A listing is used if it is recent enough, and of the administrator's organization. */
function judged(listing: Listing, administrator: string, oldest: number): Shared {
  if (listing.listedAt < oldest)
    return { because: `the shared listing is too old: ${new Date(listing.listedAt).toISOString()}` };
  if (!listing.accounts.some(({ id }) => id === administrator))
    return { because: `the shared listing does not have its owner, account ${administrator}` };
  return { listing };
}
