import type {
  CreateBucketCommandInput,
  CreateBucketCommandOutput,
  DeleteBucketCommandInput,
  DeleteBucketCommandOutput,
  GetBucketLocationCommandInput,
  GetBucketLocationCommandOutput,
  HeadBucketCommandInput,
  HeadBucketCommandOutput,
  ListBucketsCommandInput,
  ListBucketsCommandOutput,
} from '@aws-sdk/client-s3';
import type { Operation } from '../../../contract/service';
import { bucketFor } from '../bucket-for';
import {
  bucketAlreadyExists,
  bucketAlreadyOwnedByYou,
  bucketNotEmpty,
  illegalLocation,
  invalidBucketName,
  notFound,
} from '../errors';
import { addBucket, findBucket } from '../find-bucket';
import { OBJECT_LOCK } from '../object-lock';
import { buckets } from '../state';

/** The region that has no location constraint. */
const UNCONSTRAINED = 'us-east-1';

export const createBucket: Operation<CreateBucketCommandInput, Partial<CreateBucketCommandOutput>> = (input, call) => {
  const name = input.Bucket ?? '';
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)) throw invalidBucketName(name);
  const constraint = input.CreateBucketConfiguration?.LocationConstraint ?? UNCONSTRAINED;
  if (constraint !== call.region && call.region !== UNCONSTRAINED) throw illegalLocation(constraint);
  const existing = findBucket(name, call.world);
  if (existing && existing.account !== call.accountId) throw bucketAlreadyExists(name);
  // in us-east-1 it is not an error to create an existing bucket of the same account again
  if (existing && call.region !== UNCONSTRAINED) throw bucketAlreadyOwnedByYou(name);
  const bucket = existing ?? addBucket(name, call.accountId, constraint, call.world);
  bucket.settings.set('PublicAccessBlockConfiguration', {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  });
  // "Object Lock … can't be disabled", and needs versioning, which S3 switches on with it
  if (input.ObjectLockEnabledForBucket) {
    bucket.settings.set(OBJECT_LOCK, { ObjectLockEnabled: 'Enabled' });
    bucket.settings.set('VersioningConfiguration', { Status: 'Enabled' });
  }
  return { Location: call.region === UNCONSTRAINED ? `/${name}` : `http://${name}.s3.amazonaws.com/` };
};

export const headBucket: Operation<HeadBucketCommandInput, Partial<HeadBucketCommandOutput>> = (input, call) => {
  const bucket = bucketFor(input, call, notFound);
  return { BucketRegion: bucket.region, AccessPointAlias: false };
};

export const getBucketLocation: Operation<GetBucketLocationCommandInput, Partial<GetBucketLocationCommandOutput>> = (
  input,
  call,
) => {
  const { region } = bucketFor(input, call);
  return region === UNCONSTRAINED
    ? {}
    : { LocationConstraint: region as GetBucketLocationCommandOutput['LocationConstraint'] };
};

export const listBuckets: Operation<ListBucketsCommandInput, Partial<ListBucketsCommandOutput>> = (_, call) => {
  const own = [...call.world.state.everywhere(buckets)].filter(({ account }) => account === call.accountId);
  const Buckets = own
    .flatMap(({ value }) => [...value.values()])
    .map(({ name, createdAt, region }) => ({ Name: name, CreationDate: new Date(createdAt), BucketRegion: region }));
  return { Buckets, Owner: { ID: call.accountId } };
};

export const deleteBucket: Operation<DeleteBucketCommandInput, Partial<DeleteBucketCommandOutput>> = (input, call) => {
  const bucket = bucketFor(input, call);
  if (bucket.objects.size > 0 || bucket.versions.size > 0) throw bucketNotEmpty(bucket.name);
  call.world.state.at(buckets, bucket.account, bucket.region).delete(bucket.name);
  return {};
};
