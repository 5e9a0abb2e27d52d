import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import type { OrganizationAccount } from './organizations';

/** The organization's accounts as the directory listed them for the other controllers. */
export interface Listing {
  /** when the listing began, in milliseconds since 1970: it includes everything that happened before */
  readonly listedAt: number;
  readonly accounts: readonly OrganizationAccount[];
  /** path of names → id, for the requested organizational units that exist */
  readonly units: ReadonlyMap<string, string>;
  /** policy types that are enabled at the root; absent in a listing of an older version */
  readonly policyTypes?: readonly string[];
}

/** Most bytes of a listing: 50,000 accounts are 10 MB, so ten times as much is not a valid listing. */
const MAX_BYTES = 100 * 2 ** 20;

const account = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  state: z.string(),
  joinedAt: z.number().optional(),
  path: z.array(z.string()).optional(),
});

const written = z.object({
  /** any other number is a format that this version does not know */
  format: z.literal(1),
  listedAt: z.iso.datetime(),
  units: z.record(z.string(), z.string()),
  accounts: z.array(account),
  policyTypes: z.array(z.string()).optional(),
});

/** Serializes a listing: compressed JSON. */
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

/** Parses a serialized listing. @throws Error if it is not valid */
export function readListing(bytes: Uint8Array): Listing {
  const json = gunzipSync(bytes, { maxOutputLength: MAX_BYTES }).toString('utf8');
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

/** The first mistake only: 50,000 accounts may have the same. */
function firstOf({ issues: [issue] }: z.ZodError): string {
  return `${issue?.path.join('.')}: ${issue?.message}`;
}

/** Leaves undefined properties out. */
function asListed({ joinedAt, path, ...rest }: z.infer<typeof account>): OrganizationAccount {
  return { ...rest, ...(joinedAt === undefined ? {} : { joinedAt }), ...(path ? { path } : {}) };
}
