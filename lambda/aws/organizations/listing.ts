import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import type { OrganizationAccount } from './organizations';

/** The organization's accounts as one controller listed them, for the others to use. */
export interface Listing {
  /** when listing them began, in milliseconds: what happened before is in it */
  readonly listedAt: number;
  readonly accounts: readonly OrganizationAccount[];
  /** path of names → id, of the organizational units that were asked for and found */
  readonly units: ReadonlyMap<string, string>;
  /** types of policies that are enabled at the root; absent in a listing of an older version */
  readonly policyTypes?: readonly string[];
}

/** 50,000 accounts are 10 MB; what claims to be ten times as much is no listing of ours. */
const MOST_BYTES = 100 * 2 ** 20;

const account = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  state: z.string(),
  joinedAt: z.number().optional(),
  path: z.array(z.string()).optional(),
});

const written = z.object({
  /** another number: a form that this version does not know */
  format: z.literal(1),
  listedAt: z.iso.datetime(),
  units: z.record(z.string(), z.string()),
  accounts: z.array(account),
  policyTypes: z.array(z.string()).optional(),
});

/** A listing as it is kept: JSON, compressed. */
export function writeListing({ listedAt, accounts, units, policyTypes }: Listing): Uint8Array {
  const document: z.infer<typeof written> = {
    format: 1,
    listedAt: new Date(listedAt).toISOString(),
    units: Object.fromEntries(units),
    ...(policyTypes && { policyTypes: [...policyTypes] }),
    accounts: accounts.map(({ path, ...rest }) => ({ ...rest, ...(path && { path: [...path] }) })),
  };
  return gzipSync(JSON.stringify(document));
}

/** The listing that was kept. @throws Error for whatever is none */
export function readListing(bytes: Uint8Array): Listing {
  const json = gunzipSync(bytes, { maxOutputLength: MOST_BYTES }).toString('utf8');
  const parsed = written.safeParse(JSON.parse(json));
  if (!parsed.success) throw new Error(`not a listing of this version: ${firstOf(parsed.error)}`);
  const { listedAt, accounts, units, policyTypes } = parsed.data;
  return {
    listedAt: Date.parse(listedAt),
    accounts: accounts.map(asListed),
    units: new Map(Object.entries(units)),
    ...(policyTypes && { policyTypes }),
  };
}

/** Of 50,000 accounts one mistake says enough. */
function firstOf({ issues: [issue] }: z.ZodError): string {
  return `${issue?.path.join('.')}: ${issue?.message}`;
}

/** What is absent is absent, not undefined. */
function asListed({ joinedAt, path, ...rest }: z.infer<typeof account>): OrganizationAccount {
  return { ...rest, ...(joinedAt === undefined ? {} : { joinedAt }), ...(path ? { path } : {}) };
}
