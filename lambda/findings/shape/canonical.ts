/** Deeper values are left out of the copy; AWS's own findings are about 12 levels deep. */
const DEEPEST = 40;

/** AWS's API has other names than its JSON for a few fields. */
const RENAMED: Readonly<Record<string, string>> = {
  resourceDetails: 'resource',
  serviceDetails: 'service',
  activityType: 'type',
  timeCreated: 'createdAt',
};

/**
 * A copy with the field names that GuardDuty's events have, whoever wrote it: the API's `AccountId` and the `account_id` of
 * log stores are `accountId`. The name that is right already wins. The copy is at most {@link DEEPEST} levels deep.
 */
export function canonical(value: unknown): unknown {
  return copied(value, 0);
}

function copied(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEEPEST) return undefined;
  if (Array.isArray(value)) return value.map((each) => copied(each, depth + 1));
  const entries = Object.entries(value).map(([name, each]) => [canonicalName(name), copied(each, depth + 1), name]);
  const exact = entries.filter(([name, , written]) => name === written);
  // later entries replace earlier ones
  return Object.fromEntries([...entries, ...exact].map(([name, each]) => [name, each]));
}

/** The name that a field of GuardDuty's events has: `s3BucketDetails` for `S3BucketDetails` and `s3_bucket_details`. */
export function canonicalName(name: string): string {
  if (/^[A-Z][a-z0-9]/.test(name)) return `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)+$/.test(name)) return name;
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** A finding with canonical names, with the fields that log stores rename or keep as JSON in a text. */
export function canonicalFinding(value: unknown): unknown {
  const copy = canonical(value);
  if (typeof copy !== 'object' || copy === null || Array.isArray(copy)) return copy;
  const fields = new Map(Object.entries(copy));
  for (const [written, name] of Object.entries(RENAMED)) {
    const found = fields.get(written);
    if (found !== undefined && !fields.has(name)) fields.set(name, found);
  }
  for (const name of ['resource', 'service']) {
    const block = jsonIn(fields.get(name));
    if (block !== undefined) fields.set(name, canonical(block));
  }
  return Object.fromEntries(fields);
}

/** The object or list that a text holds as JSON; undefined for everything else. */
export function jsonIn(value: unknown): object | undefined {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return undefined;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
