import { createHash } from 'node:crypto';
import type {
  AbortMultipartUploadCommandInput,
  AbortMultipartUploadCommandOutput,
  CompleteMultipartUploadCommandInput,
  CompleteMultipartUploadCommandOutput,
  CreateMultipartUploadCommandInput,
  CreateMultipartUploadCommandOutput,
  UploadPartCommandInput,
  UploadPartCommandOutput,
} from '@aws-sdk/client-s3';
import type { Call, Operation } from '../../../contract/service';
import { ids } from '../../../kernel/ids';
import { bucketFor } from '../bucket-for';
import { invalidPart, noSuchUpload } from '../errors';
import { requireKey } from '../key';
import { bytesOf, encryptionOf, etagOf, putInto } from '../put';
import type { Bucket, MultipartUpload } from '../state';
import { stored } from './objects';

export const createMultipartUpload: Operation<
  CreateMultipartUploadCommandInput,
  Partial<CreateMultipartUploadCommandOutput>
> = async (input, call) => {
  const bucket = bucketFor(input, call);
  await requireKey(encryptionOf(bucket, input), bucket, 'kms:GenerateDataKey', call);
  const UploadId = ids.hex(64);
  bucket.uploads.set(UploadId, { key: input.Key ?? '', input: { ...input }, parts: new Map() });
  return { Bucket: bucket.name, Key: input.Key, UploadId };
};

function uploadOf(
  input: {
    readonly Bucket: string | undefined;
    readonly Key: string | undefined;
    readonly UploadId: string | undefined;
  },
  call: Call,
): { bucket: Bucket; upload: MultipartUpload; id: string } {
  const bucket = bucketFor(input, call);
  const id = input.UploadId ?? '';
  const upload = bucket.uploads.get(id);
  if (!upload || upload.key !== input.Key) throw noSuchUpload(id);
  return { bucket, upload, id };
}

export const uploadPart: Operation<UploadPartCommandInput, Partial<UploadPartCommandOutput>> = (input, call) => {
  const { upload } = uploadOf(input, call);
  const body = bytesOf(input.Body);
  const etag = etagOf(body);
  upload.parts.set(input.PartNumber ?? 0, { body, etag });
  return { ETag: etag };
};

export const completeMultipartUpload: Operation<
  CompleteMultipartUploadCommandInput,
  Partial<CompleteMultipartUploadCommandOutput>
> = (input, call) => {
  const { bucket, upload, id } = uploadOf(input, call);
  const parts = (input.MultipartUpload?.Parts ?? []).map(({ PartNumber, ETag }) => {
    const part = upload.parts.get(PartNumber ?? 0);
    if (!part || part.etag.replaceAll('"', '') !== ETag?.replaceAll('"', '')) throw invalidPart();
    return part;
  });
  const digests = Buffer.concat(parts.map((part) => Buffer.from(part.etag.replaceAll('"', ''), 'hex')));
  const etag = `"${createHash('md5').update(digests).digest('hex')}-${parts.length}"`;
  const object = putInto(bucket, upload.key, Buffer.concat(parts.map((part) => part.body)), upload.input, call, etag);
  bucket.uploads.delete(id);
  const Location = `https://${bucket.name}.s3.${bucket.region}.amazonaws.com/${upload.key}`;
  return { Location, Bucket: bucket.name, Key: upload.key, ...stored(object) };
};

export const abortMultipartUpload: Operation<
  AbortMultipartUploadCommandInput,
  Partial<AbortMultipartUploadCommandOutput>
> = (input, call) => {
  const { bucket, id } = uploadOf(input, call);
  bucket.uploads.delete(id);
  return {};
};
