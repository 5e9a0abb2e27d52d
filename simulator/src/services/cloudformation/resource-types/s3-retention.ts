import type { Json } from '../template/template';
import { bool, defined, fields, items, number, type Properties, text } from './resource-type';

/** The lifecycle rules in the form of S3's API, which differs from that of templates. */
export const lifecycleOf = (properties: Properties): Record<string, unknown> => ({
  Rules: items(fields(properties.LifecycleConfiguration).Rules).map(ruleOf),
});

/** The minimum size of objects that change their class, which S3's API takes beside the rules. */
export const minimumSize = (properties: Properties): Record<string, unknown> => {
  const { TransitionDefaultMinimumObjectSize } = fields(properties.LifecycleConfiguration);
  return defined({ TransitionDefaultMinimumObjectSize: text(TransitionDefaultMinimumObjectSize) });
};

function ruleOf(written: Json): Record<string, unknown> {
  const rule = fields(written);
  const { NoncurrentDays } = fields(rule.NoncurrentVersionExpiration);
  const { DaysAfterInitiation } = fields(rule.AbortIncompleteMultipartUpload);
  const noncurrent = number(NoncurrentDays ?? rule.NoncurrentVersionExpirationInDays);
  return defined({
    ID: text(rule.Id),
    Status: text(rule.Status),
    Filter: filterOf(rule),
    Transitions: transitionsOf(rule),
    Expiration: expirationOf(rule),
    NoncurrentVersionExpiration: noncurrent === undefined ? undefined : { NoncurrentDays: noncurrent },
    AbortIncompleteMultipartUpload:
      DaysAfterInitiation === undefined ? undefined : { DaysAfterInitiation: number(DaysAfterInitiation) },
  });
}

function filterOf({ Prefix, ObjectSizeGreaterThan, ObjectSizeLessThan }: Properties): Record<string, unknown> {
  const conditions = defined({
    Prefix: text(Prefix) ?? '',
    ObjectSizeGreaterThan: number(ObjectSizeGreaterThan),
    ObjectSizeLessThan: number(ObjectSizeLessThan),
  });
  return Object.keys(conditions).length > 1 ? { And: conditions } : conditions;
}

function transitionsOf({ Transitions }: Properties): Record<string, unknown>[] | undefined {
  if (Transitions === undefined) return undefined;
  return items(Transitions).map((each) => {
    const { TransitionInDays, StorageClass } = fields(each);
    return { Days: number(TransitionInDays), StorageClass: text(StorageClass) };
  });
}

function expirationOf({
  ExpirationInDays,
  ExpiredObjectDeleteMarker,
}: Properties): Record<string, unknown> | undefined {
  if (ExpirationInDays !== undefined) return { Days: number(ExpirationInDays) };
  const marker = bool(ExpiredObjectDeleteMarker);
  return marker === undefined ? undefined : { ExpiredObjectDeleteMarker: marker };
}

/** The default retention of Object Lock, its numbers as numbers. */
export function objectLockOf(properties: Properties): Record<string, unknown> {
  const { ObjectLockEnabled, Rule } = fields(properties.ObjectLockConfiguration);
  const { Mode, Days, Years } = fields(fields(Rule).DefaultRetention);
  const retention = defined({ Mode: text(Mode), Days: number(Days), Years: number(Years) });
  return {
    ObjectLockEnabled: text(ObjectLockEnabled),
    ...(Rule === undefined ? {} : { Rule: { DefaultRetention: retention } }),
  };
}
