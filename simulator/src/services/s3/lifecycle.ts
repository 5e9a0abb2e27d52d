import { invalidArgument } from './errors';
import type { Bucket, StoredObject } from './state';
import { isVersioned, removeCurrent } from './versions';

const DAY = 24 * 3600 * 1000;
/** The least age of an object in days before it may change to these classes. */
const MIN_DAYS: Readonly<Record<string, number>> = { STANDARD_IA: 30, ONEZONE_IA: 30 };

/** Smaller objects do not change their class, unless the rule sets a size: that would cost more than it saves. */
const SMALL = 128 * 1024;
/** The classes that small objects may change to if the bucket's minimum size varies by class. */
const SMALL_OBJECT_CLASSES: ReadonlySet<string> = new Set(['GLACIER', 'DEEP_ARCHIVE']);

interface Filter {
  readonly Prefix?: string;
  readonly ObjectSizeGreaterThan?: number;
  readonly ObjectSizeLessThan?: number;
}

interface LifecycleRule extends Filter {
  readonly ID?: string;
  readonly Status?: string;
  readonly Filter?: Filter & { readonly And?: Filter };
  readonly Transitions?: readonly { readonly Days?: number; readonly StorageClass?: string }[];
  readonly Expiration?: { readonly Days?: number; readonly ExpiredObjectDeleteMarker?: boolean };
  readonly NoncurrentVersionExpiration?: { readonly NoncurrentDays?: number };
}

/** Refuses an invalid lifecycle configuration. @throws InvalidArgument */
export function checkLifecycle(rules: readonly LifecycleRule[]): void {
  for (const { Transitions = [], Expiration, Filter: filter } of rules) {
    for (const { Days = 0, StorageClass = '' } of Transitions) {
      const least = MIN_DAYS[StorageClass] ?? 0;
      if (Days < least)
        throw invalidArgument(
          `'Days' in Transition action must be greater than or equal to ${least} for storageClass '${StorageClass}'`,
        );
      if (Expiration?.Days !== undefined && Expiration.Days <= Days)
        throw invalidArgument(
          `'Days' in the Expiration action for filter '(prefix=${filter?.Prefix ?? filter?.And?.Prefix ?? ''})' must be greater than 'Days' in the Transition action`,
        );
    }
  }
}

/** Applies a bucket's rules for the time since the last access. S3 applies them once a day, at midnight UTC. */
export function age(bucket: Bucket, now: number): void {
  const { Rules = [] } = (bucket.settings.get('LifecycleConfiguration') ?? {}) as { Rules?: readonly LifecycleRule[] };
  for (const rule of Rules) {
    if (rule.Status !== 'Enabled') continue;
    for (const [key, object] of [...bucket.objects]) if (covers(rule, key, object)) ageCurrent(bucket, rule, key, now);
    ageNoncurrent(bucket, rule, now);
  }
}

function ageCurrent(bucket: Bucket, rule: LifecycleRule, key: string, now: number): void {
  const { Transitions = [], Expiration } = rule;
  const object = bucket.objects.get(key);
  if (!object) return;
  if (isDue(object.modifiedAt, Expiration?.Days, now)) {
    removeCurrent(bucket, key, now);
    return;
  }
  const [last] = Transitions.filter(
    ({ Days, StorageClass }) => isDue(object.modifiedAt, Days, now) && mayMove(bucket, rule, object, StorageClass),
  ).sort((a, b) => (b.Days ?? 0) - (a.Days ?? 0));
  if (last?.StorageClass !== undefined) bucket.objects.set(key, { ...object, storageClass: last.StorageClass });
}

function mayMove({ settings }: Bucket, rule: LifecycleRule, { body }: StoredObject, storageClass = ''): boolean {
  const { ObjectSizeGreaterThan, ObjectSizeLessThan } = { ...rule, ...filterOf(rule) };
  const bySize = ObjectSizeGreaterThan !== undefined || ObjectSizeLessThan !== undefined;
  if (bySize || body.byteLength >= SMALL) return true;
  const varies = settings.get('TransitionDefaultMinimumObjectSize') === 'varies_by_storage_class';
  return varies && SMALL_OBJECT_CLASSES.has(storageClass);
}

function ageNoncurrent(bucket: Bucket, rule: LifecycleRule, now: number): void {
  const days = rule.NoncurrentVersionExpiration?.NoncurrentDays;
  if (!isVersioned(bucket)) return;
  for (const [key, versions] of [...bucket.versions]) {
    const left = versions.filter(({ object, since }) => {
      if (!object || !covers(rule, key, object) || !isDue(since, days, now)) return true;
      // lifecycle waits for Object Lock
      return object.lock !== undefined && object.lock.until > now;
    });
    const [marker] = left;
    const isAlone = left.length === 1 && !marker?.object && !bucket.objects.has(key);
    if (left.length === 0 || (isAlone && rule.Expiration?.ExpiredObjectDeleteMarker)) bucket.versions.delete(key);
    else bucket.versions.set(key, left);
  }
}

function covers(rule: LifecycleRule, key: string, { body }: StoredObject): boolean {
  const { Prefix = '', ObjectSizeGreaterThan = -1, ObjectSizeLessThan = Infinity } = { ...rule, ...filterOf(rule) };
  return key.startsWith(Prefix) && body.byteLength > ObjectSizeGreaterThan && body.byteLength < ObjectSizeLessThan;
}

function filterOf({ Filter: filter }: LifecycleRule): Filter {
  return { ...filter, ...filter?.And };
}

/** "Amazon S3 … rounds the resulting time up to the next day at midnight UTC". */
function isDue(since: number, days: number | undefined, now: number): boolean {
  return days !== undefined && Math.ceil((since + days * DAY) / DAY) * DAY <= now;
}
