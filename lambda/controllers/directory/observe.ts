import type { Aws } from '../../aws/clients';
import { hasCode } from '../../aws/error-predicates';
import type { Listing } from '../../aws/organizations/listing';
import { rootOf } from '../../aws/organizations/organizations';
import type { ObjectPlace } from '../../aws/s3/listing-store';
import type { PassMark } from '../../aws/s3/pass-marks';
import type { AsOf } from '../../overrides/account-listing';
import { type DirectoryDesired, LISTING_KEY, PASSES } from './desired';

/** The stored listing, and the current accounts of the organization. */
export interface DirectoryObserved {
  /** undefined while leaving, which does not need it, and before the delegation */
  readonly organization: Listing | undefined;
  readonly stored: StoredVersion | undefined;
  /** whether no version of the listing is left; read only while leaving */
  readonly isGone: boolean;
  readonly asOf?: AsOf;
  /** the marks of passes, by key; absent if none are expected */
  readonly marks?: ReadonlyMap<string, PassMark>;
}

/** The stored object. */
interface StoredVersion {
  readonly etag: string;
  /** undefined if the object cannot be parsed */
  readonly listedAt: number | undefined;
}

/** The place of the listing. */
export function placeOf({ bucket, administrator }: DirectoryDesired): ObjectPlace {
  return { bucket, key: LISTING_KEY, owner: administrator };
}

/** Lists the accounts first, then reads the bucket, so that a newer listing in it is noticed. */
export async function observe(aws: Aws, desired: DirectoryDesired): Promise<DirectoryObserved> {
  const organization = await listingOf(aws, desired.region, desired.units).catch(beforeDelegation(desired));
  const stored = await aws.listing(desired.region).read(placeOf(desired));
  const marks = desired.passes && (await aws.passMarks(desired.region).all({ ...placeOf(desired), key: PASSES }));
  return {
    organization,
    stored: stored && { etag: stored.etag, listedAt: stored.listing?.listedAt },
    isGone: false,
    ...(marks && { marks }),
    ...(organization && { asOf: asOf(organization) }),
  };
}

function asOf({ listedAt, accounts }: Listing): AsOf {
  return { source: 'organizations', at: new Date(listedAt).toISOString(), count: accounts.length };
}

/** AWS Organizations lets only administrators list the accounts. Unless the configuration only observes, there will be one within minutes. */
function beforeDelegation({ beforeDelegation: isExpected = false }: DirectoryDesired): (error: unknown) => undefined {
  return (error) => {
    if (!isExpected || !hasCode(error, 'NotAdministrator')) throw error;
    return undefined;
  };
}

/** All accounts, and the organizational units that any region names by path. Read once in a run. */
export async function listingOf(aws: Aws, region: string, units: readonly string[]): Promise<Listing> {
  const organizations = aws.organizations(region);
  const { accounts, listedAt } = await organizations.accounts();
  const policyTypes = await organizations.policyTypes();
  return { accounts, listedAt, units: await organizations.units(units, rootOf(accounts)), policyTypes };
}

/** Reads the state that leaving removes. */
export async function observeRemoval(aws: Aws, desired: DirectoryDesired): Promise<DirectoryObserved> {
  const store = aws.listing(desired.region);
  const place = placeOf(desired);
  const isGone = (await store.isEmpty(place)) && (await store.isEmpty({ ...place, key: PASSES }));
  return { organization: undefined, stored: undefined, isGone };
}
