/** Read by `lib` too: imports zod alone, no SDK. */
import { z } from 'zod';
import { ownRules, passSettings } from '../../reconcile/desired';

/** Key of the object with the shared listing. */
export const LISTING_KEY = 'accounts.json.gz';

/** The function that runs the passes of a controller. */
export function passFunction(service: string): string {
  return `muster-${service}-pass`;
}

/** Prefix of the marks, in the bucket of the listing. */
export const PASSES = 'passes/';

/** Key of the mark that each finished pass of a controller in a region replaces. */
export function passMarkKey({ service, region }: { readonly service: string; readonly region: string }): string {
  return `${PASSES}${region}/${service}`;
}

/** Name of the listing's bucket. It is derived, because no stack refers to another. */
export function listingBucket({ account, region }: { readonly account: string; readonly region: string }): string {
  return `muster-listing-${account}-${region}`;
}

/** Source and detail type of the event that announces a new listing to the regions. */
export const LISTED = { source: 'muster.directory', detailType: 'Organization Listed' } as const;

/** In place of a region in {@link LISTED}: the event concerns every region. */
export const EVERY_REGION = '*';

/** Where the shared listing of the organization's accounts is, for the controllers that use it. */
export const sharedListing = z.strictObject({
  /** of the bucket */
  region: z.string(),
  bucket: z.string(),
  /** an older listing is not used; the age is counted from the beginning of the listing */
  maxAgeMinutes: z.int().positive(),
});

export type SharedListing = z.infer<typeof sharedListing>;

/** The passes that leave marks at home. */
export const expectedPasses = z.strictObject({
  /** counted from the last mark; a longer silence is an exception */
  maxSilenceMinutes: z.int().positive(),
  in: z.array(z.strictObject({ region: z.string(), services: z.array(z.string()) })),
});

export type ExpectedPasses = z.infer<typeof expectedPasses>;

/** The place of a regional pass's mark: the bucket of the listing; undefined if there is none. */
export function passMarkOf(desired: {
  readonly service: string;
  readonly region: string;
  readonly administrator: string;
  readonly listing?: SharedListing | undefined;
}) {
  const { listing, administrator: owner } = desired;
  return listing && { region: listing.region, bucket: listing.bucket, key: passMarkKey(desired), owner };
}

/** The desired listing for all regions: the JSON in the custom resource and the repair. */
export const directoryDesired = z.strictObject({
  service: z.literal('directory'),
  region: z.string(),
  partition: z.string(),
  managementAccount: z.string(),
  administrator: z.string(),
  /** name of a bucket in the same region */
  bucket: z.string(),
  /** the organizational units that overrides of any region name by path */
  units: z.array(z.string()),
  /** whether the administrator may not be one yet: `mode: observe` delegates nothing */
  beforeDelegation: z.boolean().optional(),
  /** absent in states that an older version stored */
  passes: expectedPasses.optional(),
  ownRules,
  ...passSettings,
});

export type DirectoryDesired = z.infer<typeof directoryDesired>;
