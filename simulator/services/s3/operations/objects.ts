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
import { AwsError } from '../../../kernel/aws-error';
import type { Call, Operation } from '../../../kernel/service';
import { noSuchKey, notFound } from '../errors';
import { bucketFor } from '../find-bucket';
import { bytesOf, putInto } from '../put';
import type { StoredObject } from '../state';

type Headers = Omit<Partial<HeadObjectCommandOutput>, '$metadata'>;

/** What PutObject, CopyObject and CompleteMultipartUpload tell of the stored object. */
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

export const putObject: Operation<PutObjectCommandInput, Partial<PutObjectCommandOutput>> = (input, call) => {
  const bucket = bucketFor(input, call);
  const Key = input.Key ?? '';
  if (input.IfNoneMatch === '*' && bucket.objects.has(Key))
    throw new AwsError('PreconditionFailed', 412, 'At least one of the pre-conditions you specified did not hold');
  return stored(putInto(bucket, Key, bytesOf(input.Body), input, call));
};

function objectAt(
  input: { readonly Bucket: string | undefined; readonly Key: string | undefined },
  call: Call,
  missing: (key: string) => Error = noSuchKey,
): StoredObject {
  const object = bucketFor(input, call).objects.get(input.Key ?? '');
  if (!object) throw missing(input.Key ?? '');
  return object;
}

/** Its Body is bytes: the protocol makes a stream of them. */
type ObjectWithBody = Omit<Partial<GetObjectCommandOutput>, 'Body'> & { readonly Body: Uint8Array };

export const getObject: Operation<GetObjectCommandInput, ObjectWithBody> = (input, call) => {
  const object = objectAt(input, call);
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

/** What is not there counts as deleted. */
export const deleteObject: Operation<DeleteObjectCommandInput, Partial<DeleteObjectCommandOutput>> = (input, call) => {
  bucketFor(input, call).objects.delete(input.Key ?? '');
  return {};
};

export const deleteObjects: Operation<DeleteObjectsCommandInput, Partial<DeleteObjectsCommandOutput>> = (
  input,
  call,
) => {
  const bucket = bucketFor(input, call);
  const wanted = input.Delete?.Objects ?? [];
  for (const { Key } of wanted) bucket.objects.delete(Key ?? '');
  return input.Delete?.Quiet ? {} : { Deleted: wanted.map(({ Key }) => ({ Key })) };
};

export const copyObject: Operation<CopyObjectCommandInput, Partial<CopyObjectCommandOutput>> = (input, call) => {
  const source = decodeURIComponent(input.CopySource ?? '').replace(/^\//, '');
  const slash = source.indexOf('/');
  const from = objectAt(
    { Bucket: source.slice(0, slash), Key: source.slice(slash + 1).replace(/\?versionId=.*$/, '') },
    call,
  );
  const replaced = input.MetadataDirective === 'REPLACE';
  const headers = replaced ? input : { ...input, ContentType: from.contentType, Metadata: { ...from.metadata } };
  const object = putInto(bucketFor(input, call), input.Key ?? '', from.body, headers, call);
  return { CopyObjectResult: { ETag: object.etag, LastModified: new Date(object.modifiedAt) } };
};
