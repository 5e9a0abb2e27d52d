import { gunzipSync, gzipSync } from 'node:zlib';
import { type Listing, readListing, writeListing } from '../../../../lambda/aws/organizations/listing';
import type { OrganizationAccount } from '../../../../lambda/aws/organizations/organizations';

/** As many accounts as GuardDuty accepts, in 400 units, with names and addresses as in landing zones. */
const many: readonly OrganizationAccount[] = Array.from({ length: 50_000 }, (_, at) => ({
  id: String(100000000000 + at * 17),
  name: `Workload ${at} of business line ${at % 400} (production)`,
  email: `aws+workload-${at}-line-${at % 400}@cloud.example.com`,
  state: 'ACTIVE',
  joinedAt: Date.parse('2020-01-01T00:00:00Z') + at * 3_600_000,
  path: ['r-ab12', `ou-ab12-${String(at % 20).padStart(8, '0')}`, `ou-ab12-${String(at % 400).padStart(8, '1')}`],
}));

const listing: Listing = { listedAt: Date.now(), accounts: many, units: new Map([['Workloads', 'ou-ab12-00000001']]) };

test('50,000 accounts are one object of less than 4 MB, and are read back unchanged within seconds', () => {
  const bytes = writeListing(listing);
  expect(bytes.byteLength).toBeLessThan(4 * 2 ** 20);
  const began = performance.now();
  const read = readListing(bytes);
  expect(performance.now() - began).toBeLessThan(10_000);
  expect(read).toEqual(listing);
});

test('an account with missing attributes is read back unchanged', () => {
  const accounts = [{ id: '333333333333', name: 'shop', email: 'shop@example.com', state: 'ACTIVE' }];
  expect(readListing(writeListing({ ...listing, accounts }))).toEqual({ ...listing, accounts });
});

test.each<[string, (document: Record<string, unknown>) => unknown]>([
  ['of another version', (document) => ({ ...document, format: 2 })],
  ['without accounts', ({ accounts: _, ...document }) => document],
  ['with an account that has no id', (document) => ({ ...document, accounts: [{ name: 'shop' }] })],
])('a listing %s is refused', (_, change) => {
  const document = JSON.parse(gunzipSync(writeListing({ ...listing, accounts: [] })).toString());
  expect(() => readListing(gzipSync(JSON.stringify(change(document))))).toThrow('not a listing');
});

test.each([
  ['nothing', ''],
  ['text that is not JSON', gzipSync('{')],
  ['half of one', gzipSync('{"format":1}').subarray(0, 12)],
])('%s is refused', (_, bytes) => {
  expect(() => readListing(Buffer.from(bytes))).toThrow();
});
