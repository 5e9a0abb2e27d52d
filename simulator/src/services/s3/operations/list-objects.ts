import type {
  ListObjectsV2CommandInput,
  ListObjectsV2CommandOutput,
  ListObjectVersionsCommandInput,
  ListObjectVersionsCommandOutput,
} from '@aws-sdk/client-s3';
import type { Operation } from '../../../contract/service';
import { bucketFor } from '../bucket-for';
import type { StoredObject } from '../state';
import { idOf } from '../versions';

const KEYS_A_PAGE = 1000;

const entry = (key: string, object: StoredObject) => ({
  Key: key,
  LastModified: new Date(object.modifiedAt),
  ETag: object.etag,
  Size: object.body.byteLength,
  StorageClass: (object.storageClass ?? 'STANDARD') as 'STANDARD',
});

/** Keys in order; keys that share a prefix up to the delimiter are combined. */
export const listObjectsV2: Operation<ListObjectsV2CommandInput, Partial<ListObjectsV2CommandOutput>> = (
  input,
  call,
) => {
  const { Prefix = '', Delimiter } = input;
  const bucket = bucketFor(input, call);
  const from = input.ContinuationToken === undefined ? (input.StartAfter ?? '') : decode(input.ContinuationToken);
  const keys = [...bucket.objects.keys()].filter((key) => key.startsWith(Prefix) && key > from).sort();
  const MaxKeys = Math.min(input.MaxKeys ?? KEYS_A_PAGE, KEYS_A_PAGE);
  const prefixes = new Set<string>();
  const contents: string[] = [];
  let last = '';
  for (const key of keys) {
    const cut = Delimiter === undefined ? -1 : key.indexOf(Delimiter, Prefix.length);
    const rolled = cut < 0 ? undefined : key.slice(0, cut + (Delimiter?.length ?? 0));
    const known = rolled !== undefined && prefixes.has(rolled);
    if (!known && prefixes.size + contents.length >= MaxKeys) break;
    if (rolled === undefined) contents.push(key);
    else prefixes.add(rolled);
    last = key;
  }
  const IsTruncated = last !== keys.at(-1) && keys.length > 0;
  return {
    Name: bucket.name,
    Prefix,
    MaxKeys,
    IsTruncated,
    KeyCount: contents.length + prefixes.size,
    ...(Delimiter === undefined ? {} : { Delimiter, CommonPrefixes: [...prefixes].map((each) => ({ Prefix: each })) }),
    Contents: contents.flatMap((key) => {
      const object = bucket.objects.get(key);
      return object ? [entry(key, object)] : [];
    }),
    ...(input.ContinuationToken === undefined ? {} : { ContinuationToken: input.ContinuationToken }),
    ...(IsTruncated ? { NextContinuationToken: Buffer.from(last).toString('base64') } : {}),
  };
};

const decode = (token: string): string => Buffer.from(token, 'base64').toString();

/** Every version of each key on one page: the current one first, then noncurrent ones and delete markers, newest first. */
export const listObjectVersions: Operation<ListObjectVersionsCommandInput, Partial<ListObjectVersionsCommandOutput>> = (
  input,
  call,
) => {
  const bucket = bucketFor(input, call);
  const Versions: ListObjectVersionsCommandOutput['Versions'] = [];
  const DeleteMarkers: ListObjectVersionsCommandOutput['DeleteMarkers'] = [];
  const keys = new Set([...bucket.objects.keys(), ...bucket.versions.keys()]);
  for (const key of [...keys].filter((each) => each.startsWith(input.Prefix ?? '')).sort()) {
    const current = bucket.objects.get(key);
    if (current) Versions.push({ ...entry(key, current), VersionId: idOf(current), IsLatest: true });
    for (const [at, { object, versionId, since }] of (bucket.versions.get(key) ?? []).entries()) {
      const IsLatest = !current && at === 0;
      if (object) Versions.push({ ...entry(key, object), VersionId: versionId, IsLatest });
      else DeleteMarkers.push({ Key: key, VersionId: versionId, IsLatest, LastModified: new Date(since) });
    }
  }
  return { Name: bucket.name, IsTruncated: false, Versions, DeleteMarkers };
};
