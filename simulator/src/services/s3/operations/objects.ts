import type {
  CopyObjectCommandInput,
  CopyObjectCommandOutput,
  DeleteObjectCommandInput,
  DeleteObjectCommandOutput,
  DeleteObjectsCommandInput,
  DeleteObjectsCommandOutput,
  GetObjectCommandInput,
  GetObjectCommandOutput,
  HeadObjectCommandInput,
  HeadObjectCommandOutput,
  PutObjectCommandInput,
  PutObjectCommandOutput,
} from '@aws-sdk/client-s3';
import type { Call, Operation } from '../../../contract/service';
import { AwsError } from '../../../kernel/aws-error';
import { bucketFor } from '../bucket-for';
import { deleteMarker, noSuchKey, notFound, preconditionFailed } from '../errors';
import { requireKey } from '../key';
import { bytesOf, encryptionOf, putInto } from '../put';
import type { Bucket, StoredObject } from '../state';
import { removeCurrent, removeVersion, versionOf } from '../versions';

type Headers = Omit<Partial<HeadObjectCommandOutput>, '$metadata'>;

/** The description of the stored object in the answers of PutObject, CopyObject and CompleteMultipartUpload. */
export const stored = ({ etag, encryption, kmsKeyId, versionId }: StoredObject) => ({
  ETag: etag,
  ServerSideEncryption: encryption as PutObjectCommandOutput['ServerSideEncryption'],
  ...(kmsKeyId === undefined ? {} : { SSEKMSKeyId: kmsKeyId }),
  ...(versionId === undefined ? {} : { VersionId: versionId }),
});

const headersOf = (object: StoredObject): Headers => ({
  ...stored(object),
  AcceptRanges: 'bytes',
  LastModified: new Date(object.modifiedAt),
  ContentLength: object.body.byteLength,
  ContentType: object.contentType,
  ...(object.contentEncoding === undefined ? {} : { ContentEncoding: object.contentEncoding }),
  ...(object.contentDisposition === undefined ? {} : { ContentDisposition: object.contentDisposition }),
  ...(object.cacheControl === undefined ? {} : { CacheControl: object.cacheControl }),
  Metadata: { ...object.metadata },
});

export const putObject: Operation<PutObjectCommandInput, Partial<PutObjectCommandOutput>> = async (input, call) => {
  const bucket = bucketFor(input, call);
  const Key = input.Key ?? '';
  requireConditions(bucket.objects.get(Key), input);
  await requireKey(encryptionOf(bucket, input), bucket, 'kms:GenerateDataKey', call);
  return stored(putInto(bucket, Key, bytesOf(input.Body), input, call));
};

/** Checks a write's conditions on the existing object. */
function requireConditions(
  there: StoredObject | undefined,
  { Key = '', IfMatch, IfNoneMatch }: Pick<PutObjectCommandInput, 'Key' | 'IfMatch' | 'IfNoneMatch'>,
): void {
  if (IfNoneMatch === '*' && there) throw preconditionFailed('If-None-Match');
  if (IfMatch === undefined) return;
  if (!there) throw noSuchKey(Key);
  if (there.etag.replaceAll('"', '') !== IfMatch.replaceAll('"', '')) throw preconditionFailed('If-Match');
}

interface Where {
  readonly Bucket?: string | undefined;
  readonly Key?: string | undefined;
  readonly VersionId?: string | undefined;
}

function objectAt(input: Where, call: Call, missing: (key: string) => Error = noSuchKey): StoredObject {
  const bucket = bucketFor(input, call);
  const { Key = '', VersionId } = input;
  const object = VersionId === undefined ? bucket.objects.get(Key) : versionOf(bucket, Key, VersionId);
  if (object) return object;
  if (VersionId !== undefined) throw deleteMarker();
  // without the permission to list the bucket, a caller does not learn that an object is missing
  const list = { action: 's3:ListBucket', resource: `arn:${call.partition}:s3:::${bucket.name}` };
  call.world.authorization.requireOne(call, list);
  throw missing(Key);
}

/** An object whose Body is bytes, which the protocol turns into a stream. */
type ObjectWithBody = Omit<Partial<GetObjectCommandOutput>, 'Body'> & { readonly Body: Uint8Array };

export const getObject: Operation<GetObjectCommandInput, ObjectWithBody> = async (input, call) => {
  const object = objectAt(input, call);
  await requireKey(object, bucketFor(input, call), 'kms:Decrypt', call);
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(input.Range ?? '') ?? [];
  if (from === undefined) return { ...headersOf(object), Body: object.body };
  const whole = object.body.byteLength;
  const last = Math.min(to === undefined || to === '' ? whole - 1 : Number(to), whole - 1);
  if (Number(from) > last) throw new AwsError('InvalidRange', 416, 'The requested range is not satisfiable');
  const Body = object.body.subarray(Number(from), last + 1);
  return { ...headersOf(object), Body, ContentLength: Body.byteLength, ContentRange: `bytes ${from}-${last}/${whole}` };
};

export const headObject: Operation<HeadObjectCommandInput, Headers> = (input, call) => {
  bucketFor(input, call, notFound);
  return headersOf(objectAt(input, call, notFound));
};

/** A missing object counts as deleted. */
export const deleteObject: Operation<DeleteObjectCommandInput, Partial<DeleteObjectCommandOutput>> = (input, call) =>
  deleteFrom(bucketFor(input, call), input, input.BypassGovernanceRetention === true, call);

export const deleteObjects: Operation<DeleteObjectsCommandInput, Partial<DeleteObjectsCommandOutput>> = (
  input,
  call,
) => {
  const bucket = bucketFor(input, call);
  const bypass = input.BypassGovernanceRetention === true;
  const done = (input.Delete?.Objects ?? []).map(({ Key, VersionId }) =>
    deleteOne(bucket, { Key, VersionId }, bypass, call),
  );
  const Errors = done.filter((each) => 'Code' in each);
  const Deleted = input.Delete?.Quiet ? [] : done.filter((each) => !('Code' in each));
  return { ...(Deleted.length > 0 && { Deleted }), ...(Errors.length > 0 && { Errors }) };
};

/** Deletes one of many objects; a refusal is a part of the answer. */
function deleteOne(bucket: Bucket, where: Where, bypass: boolean, call: Call) {
  try {
    const { VersionId } = where;
    const { DeleteMarker, VersionId: marker } = deleteFrom(bucket, where, bypass, call);
    return { Key: where.Key, VersionId, ...(DeleteMarker && { DeleteMarker, DeleteMarkerVersionId: marker }) };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { Key: where.Key, VersionId: where.VersionId, Code: error.code, Message: error.message };
  }
}

function deleteFrom(bucket: Bucket, { Key = '', VersionId }: Where, bypass: boolean, call: Call) {
  const now = call.world.clock.now();
  if (VersionId !== undefined) {
    removeVersion(bucket, Key, VersionId, { now, bypass });
    return { VersionId };
  }
  const marker = removeCurrent(bucket, Key, now);
  return marker === undefined ? {} : { DeleteMarker: true, VersionId: marker };
}

export const copyObject: Operation<CopyObjectCommandInput, Partial<CopyObjectCommandOutput>> = async (input, call) => {
  const source = decodeURIComponent(input.CopySource ?? '').replace(/^\//, '');
  const slash = source.indexOf('/');
  const from = objectAt(
    { Bucket: source.slice(0, slash), Key: source.slice(slash + 1).replace(/\?versionId=.*$/, '') },
    { ...call, operation: 'GetObject' },
  );
  const replaced = input.MetadataDirective === 'REPLACE';
  const headers = replaced ? input : { ...input, ContentType: from.contentType, Metadata: { ...from.metadata } };
  const bucket = bucketFor(input, call);
  await requireKey(encryptionOf(bucket, headers), bucket, 'kms:GenerateDataKey', call);
  const object = putInto(bucket, input.Key ?? '', from.body, headers, call);
  return { CopyObjectResult: { ETag: object.etag, LastModified: new Date(object.modifiedAt) } };
};
