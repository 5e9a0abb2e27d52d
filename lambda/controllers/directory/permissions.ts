// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders as IAM and CloudFormation write them
/** Read by `lib` too: no SDK. The calls of this controller's ports. */
import { listAccounts, readPolicyTypes } from '../../aws/permissions/organization';
import { lookAfterRules } from '../../aws/permissions/own-rules';
import type { PermissionSet } from '../../aws/permissions/permission-set';
import type { ControllerPermissions } from '../../reconcile/registration';
import { type DirectoryDesired, LISTING_KEY, listingBucket, PASSES, passFunction } from './desired';

const BUCKET = `arn:\${partition}:s3:::${listingBucket({ account: '${account}', region: '${region}' })}`;
const LISTING = `${BUCKET}/${LISTING_KEY}`;
const MARKS = `${BUCKET}/${PASSES}*`;

const OF_PASSES = 'there is a mark for each controller of each region';

export const permissions: ControllerPermissions<DirectoryDesired> = {
  always: [
    listAccounts,
    readPolicyTypes,
    { sid: 'Listing', actions: ['s3:GetObject', 's3:PutObject'], resources: [LISTING, MARKS], reason: OF_PASSES },
    // distinguishes a missing listing from one that may not be read
    { sid: 'ListingBucket', actions: ['s3:ListBucket'], resources: [BUCKET] },
    // the bucket is deleted with its stack, and has to be empty by then
    { sid: 'ListVersions', actions: ['s3:ListBucketVersions'], resources: [BUCKET] },
    { sid: 'DeleteVersions', actions: ['s3:DeleteObjectVersion'], resources: [LISTING, MARKS], reason: OF_PASSES },
  ],
  // the listing is always deleted with its stack
  optional: ({ ownRules }) => lookAfterRules(ownRules),
};

/** Reads the shared listing of accounts, for every region. ListBucket makes a missing listing distinguishable. */
export function readListing({ bucket }: { readonly bucket: string }): PermissionSet {
  const arn = `arn:\${partition}:s3:::${bucket}`;
  return { sid: 'ReadListing', actions: ['s3:GetObject', 's3:ListBucket'], resources: [arn, `${arn}/${LISTING_KEY}`] };
}

/**
 * The mark that a finished pass leaves at home. One role serves all regions, and IAM cannot compare a key with the region of the
 * function, so a function may write the mark of its controller for any region. No other credentials may write marks.
 */
export function leaveMark(service: string, { bucket }: { readonly bucket: string }): PermissionSet {
  return {
    sid: 'LeaveMark',
    actions: ['s3:PutObject'],
    resources: [`arn:\${partition}:s3:::${bucket}/${PASSES}*/${service}`],
    reason: 'the role is one for all regions, each of which has its mark',
    conditions: {
      StringLike: {
        'lambda:SourceFunctionArn': `arn:\${partition}:lambda:*:\${account}:function:${passFunction(service)}`,
      },
    },
  };
}
