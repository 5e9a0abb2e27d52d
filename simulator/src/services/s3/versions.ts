import { ids } from '../../kernel/ids';
import { locked, noSuchVersion } from './errors';
import type { Bucket, NoncurrentVersion, StoredObject } from './state';

/** Whether the bucket keeps replaced and deleted versions. */
export function isVersioned({ settings }: Pick<Bucket, 'settings'>): boolean {
  const configuration = settings.get('VersioningConfiguration') as { readonly Status?: string } | undefined;
  return configuration?.Status === 'Enabled';
}

/** Makes the current version of a key noncurrent before another replaces it, if the bucket is versioned. */
export function retire(bucket: Bucket, key: string, now: number): void {
  const object = bucket.objects.get(key);
  if (object && isVersioned(bucket)) pushVersion(bucket, key, { object, versionId: idOf(object), since: now });
  bucket.objects.delete(key);
}

/** @returns the id of the delete marker, if the bucket keeps versions */
export function removeCurrent(bucket: Bucket, key: string, now: number): string | undefined {
  retire(bucket, key, now);
  if (!isVersioned(bucket)) return undefined;
  const versionId = ids.hex(32);
  pushVersion(bucket, key, { object: undefined, versionId, since: now });
  return versionId;
}

/**
 * Deletes one version permanently; the newest remaining version becomes the current one.
 * @param bypass whether the caller requests to bypass GOVERNANCE and has the permission
 * @throws AccessDenied while Object Lock protects it
 */
export function removeVersion(bucket: Bucket, key: string, id: string, { now, bypass }: Removal): void {
  const object = versionOf(bucket, key, id);
  const kept = object?.lock && object.lock.until > now;
  if (kept && !(object.lock?.mode === 'GOVERNANCE' && bypass)) throw locked();
  const current = bucket.objects.get(key);
  if (current && idOf(current) === id) bucket.objects.delete(key);
  const rest = (bucket.versions.get(key) ?? []).filter(({ versionId }) => versionId !== id);
  const [newest] = rest;
  if (newest?.object && !bucket.objects.has(key)) {
    bucket.objects.set(key, newest.object);
    rest.shift();
  }
  if (rest.length > 0) bucket.versions.set(key, rest);
  else bucket.versions.delete(key);
}

interface Removal {
  readonly now: number;
  readonly bypass: boolean;
}

/**
 * A version of a key by its id; undefined for a delete marker.
 * @throws NoSuchVersion
 */
export function versionOf(bucket: Bucket, key: string, id: string): StoredObject | undefined {
  const current = bucket.objects.get(key);
  if (current && idOf(current) === id) return current;
  const found = bucket.versions.get(key)?.find(({ versionId }) => versionId === id);
  if (!found) throw noSuchVersion(key, id);
  return found.object;
}

/** The id of a version; `null` for objects stored before the bucket was versioned. */
export function idOf(object: StoredObject): string {
  return object.versionId ?? 'null';
}

function pushVersion(bucket: Bucket, key: string, version: NoncurrentVersion): void {
  bucket.versions.set(key, [version, ...(bucket.versions.get(key) ?? [])]);
}
