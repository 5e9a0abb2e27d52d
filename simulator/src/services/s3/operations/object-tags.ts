import type {
  DeleteObjectTaggingCommandInput,
  DeleteObjectTaggingCommandOutput,
  GetObjectTaggingCommandInput,
  GetObjectTaggingCommandOutput,
  PutObjectTaggingCommandInput,
  PutObjectTaggingCommandOutput,
} from '@aws-sdk/client-s3';
import type { Call, Operation } from '../../../contract/service';
import { bucketFor } from '../bucket-for';
import { noSuchKey } from '../errors';
import type { StoredObject } from '../state';

type Where = { readonly Bucket: string | undefined; readonly Key: string | undefined };

function retag(input: Where, tags: (object: StoredObject) => StoredObject['tags'], call: Call): StoredObject {
  const bucket = bucketFor(input, call);
  const Key = input.Key ?? '';
  const object = bucket.objects.get(Key);
  if (!object) throw noSuchKey(Key);
  const tagged = { ...object, tags: tags(object) };
  bucket.objects.set(Key, tagged);
  return tagged;
}

export const getObjectTagging: Operation<GetObjectTaggingCommandInput, Partial<GetObjectTaggingCommandOutput>> = (
  input,
  call,
) => {
  const { tags } = retag(input, (object) => object.tags, call);
  return { TagSet: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
};

export const putObjectTagging: Operation<PutObjectTaggingCommandInput, Partial<PutObjectTaggingCommandOutput>> = (
  input,
  call,
) => {
  const set = input.Tagging?.TagSet ?? [];
  retag(input, () => Object.fromEntries(set.map(({ Key, Value }) => [Key ?? '', Value ?? ''])), call);
  return {};
};

export const deleteObjectTagging: Operation<
  DeleteObjectTaggingCommandInput,
  Partial<DeleteObjectTaggingCommandOutput>
> = (input, call) => {
  retag(input, () => ({}), call);
  return {};
};
