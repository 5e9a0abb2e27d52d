import type { Tag } from '@aws-sdk/client-iam';
import { invalidInput, limitExceeded } from './errors';

const MAX_TAGS = 50;

/** `tags` with `added`, which overrides existing keys. @throws InvalidInput, LimitExceeded */
export function withTags(tags: readonly Tag[], added: readonly Tag[] = []): Tag[] {
  const keys = added.map((tag) => tag.Key?.toLowerCase());
  if (new Set(keys).size < keys.length)
    throw invalidInput('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  const merged = [...tags.filter((tag) => !keys.includes(tag.Key?.toLowerCase())), ...added];
  if (merged.length > MAX_TAGS) throw limitExceeded(`The number of tags has reached the maximum limit of ${MAX_TAGS}.`);
  return merged;
}

export function withoutTags(tags: readonly Tag[], keys: readonly string[] = []): Tag[] {
  return tags.filter((tag) => !keys.includes(tag.Key ?? ''));
}
