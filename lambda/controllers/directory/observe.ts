import type { Aws } from '../../aws/clients';
import type { Listing } from '../../aws/organizations/listing';
import { rootOf } from '../../aws/organizations/organizations';
import type { ObjectPlace } from '../../aws/s3/listing-store';
import type { PassMark } from '../../aws/s3/pass-marks';
import type { AsOf } from '../../overrides/account-listing';
import { type DirectoryDesired, LISTING_KEY, PASSES } from './desired';

/** The shared listing, beside what Organizations says now. */
export interface DirectoryObserved {
  /** undefined while leaving, which asks for nothing of it */
  readonly organization: Listing | undefined;
  readonly stored: StoredVersion | undefined;
  /** whether nothing of it is left; only leaving looks */
  readonly isGone: boolean;
  readonly asOf?: AsOf;
  /** the marks of passes, by key; absent where none are expected */
  readonly marks?: ReadonlyMap<string, PassMark>;
}

/** The object that is there. */
interface StoredVersion {
  readonly etag: string;
  /** undefined where it cannot be understood */
  readonly listedAt: number | undefined;
}

/** Where the listing is kept. */
export function placeOf({ bucket, administrator }: DirectoryDesired): ObjectPlace {
  return { bucket, key: LISTING_KEY, owner: administrator };
}

/** Lists the accounts first: what is in the bucket by then is what a newer listing would replace. */
export async function observe(aws: Aws, desired: DirectoryDesired): Promise<DirectoryObserved> {
  const organization = await listingOf(aws, desired.region, desired.units);
  const stored = await aws.listing(desired.region).read(placeOf(desired));
  const marks = desired.passes && (await aws.passMarks(desired.region).all({ ...placeOf(desired), key: PASSES }));
  const at = new Date(organization.listedAt).toISOString();
  return {
    organization,
    stored: stored && { etag: stored.etag, listedAt: stored.listing?.listedAt },
    isGone: false,
    ...(marks && { marks }),
    asOf: { source: 'organizations', at, count: organization.accounts.length },
  };
}

/** All accounts, and those organizational units that any region asks for by name; asked once in a run. */
export async function listingOf(aws: Aws, region: string, units: readonly string[]): Promise<Listing> {
  const organizations = aws.organizations(region);
  const { accounts, listedAt } = await organizations.accounts();
  const policyTypes = await organizations.policyTypes();
  return { accounts, listedAt, units: await organizations.units(units, rootOf(accounts)), policyTypes };
}

/** What leaving has to undo. */
export async function observeRemoval(aws: Aws, desired: DirectoryDesired): Promise<DirectoryObserved> {
  const store = aws.listing(desired.region);
  const place = placeOf(desired);
  const isGone = (await store.isEmpty(place)) && (await store.isEmpty({ ...place, key: PASSES }));
  return { organization: undefined, stored: undefined, isGone };
}
