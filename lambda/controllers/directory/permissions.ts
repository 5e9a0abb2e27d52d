// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders as IAM and CloudFormation write them
/** Read by `lib` too: no SDK. What the ports of this controller call, and what AWS calls in its name. */
import { listAccounts, readPolicyTypes } from '../../aws/permissions/organization';
import type { PermissionSet } from '../../aws/permissions/permission-set';
import type { ControllerPermissions } from '../../reconcile/registration';
import { type DirectoryDesired, LISTING_KEY, listingBucket } from './desired';

const BUCKET = `arn:\${partition}:s3:::${listingBucket({ account: '${account}', region: '${region}' })}`;
const LISTING = `${BUCKET}/${LISTING_KEY}`;

export const permissions: ControllerPermissions<DirectoryDesired> = {
  always: [
    listAccounts,
    readPolicyTypes,
    { sid: 'Listing', actions: ['s3:GetObject', 's3:PutObject'], resources: [LISTING] },
    // distinguishes a missing listing from one that may not be read
    { sid: 'ListingBucket', actions: ['s3:ListBucket'], resources: [BUCKET] },
    // the bucket goes with its stack, and has to be empty by then
    { sid: 'ListVersions', actions: ['s3:ListBucketVersions'], resources: [BUCKET] },
    { sid: 'DeleteVersions', actions: ['s3:DeleteObjectVersion'], resources: [LISTING] },
  ],
  // what is its own always goes with its stack
  asked: () => [],
};

/** The shared listing of accounts, as every region reads it; whoever may list the bucket learns that there is none. */
export function readListing({ bucket }: { readonly bucket: string }): PermissionSet {
  const arn = `arn:\${partition}:s3:::${bucket}`;
  return { sid: 'ReadListing', actions: ['s3:GetObject', 's3:ListBucket'], resources: [arn, `${arn}/${LISTING_KEY}`] };
}
