import { BlockList, isIP } from 'node:net';
import type { Entries } from './list';

const MAX_BYTES = 35 * 1024 * 1024;
const DOMAIN = /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z][a-z0-9-]{1,62}$/i;
/** An address, range or domain somewhere in a line. */
const WORD = /[^\s"',;<>()[\]{}|]+/g;

/**
 * The entries in a list's file, or the reason why GuardDuty cannot use it. In TXT each line is an entry; in the other formats
 * everything that looks like an entry is one.
 */
export function readEntries(
  body: Uint8Array,
  {
    format,
    entities,
    entryLimit,
  }: { readonly format: string; readonly entities: boolean; readonly entryLimit: number },
): Entries | { readonly error: string } {
  if (body.byteLength > MAX_BYTES) return { error: 'The file is larger than 35 MB.' };
  const text = Buffer.from(body).toString('utf8');
  const words =
    format === 'TXT'
      ? text
          .split(/\r?\n/)
          .filter((line) => line.trim() !== '')
          .map((line) => line.trim())
      : (text.match(WORD) ?? []).filter((word) => isRange(word) || (entities && DOMAIN.test(word)));
  const wrong = words.find((word) => !isRange(word) && !(entities && DOMAIN.test(word)));
  if (wrong !== undefined) return { error: `The file has an entry that is not valid: ${wrong}` };
  if (words.length === 0) return { error: 'The file has no entries.' };
  if (words.length > entryLimit) return { error: `The file has more than ${entryLimit} entries.` };
  return words.map((word) => word.toLowerCase());
}

const compiled = new WeakMap<Entries, BlockList>();

/** Whether a host is one of the entries. */
export function holds(entries: Entries, host: string): boolean {
  const version = isIP(host);
  if (version === 0) return entries.includes(host.toLowerCase());
  const addresses = compiled.get(entries) ?? rangesOf(entries);
  compiled.set(entries, addresses);
  return addresses.check(host, family(version));
}

const family = (version: number) => (version === 6 ? 'ipv6' : 'ipv4');

function rangesOf(entries: Entries): BlockList {
  const ranges = new BlockList();
  for (const entry of entries.filter(isRange)) {
    const [address = '', prefix] = entry.split('/');
    const version = isIP(address);
    ranges.addSubnet(address, Number(prefix ?? (version === 6 ? 128 : 32)), family(version));
  }
  return ranges;
}

/** An address, alone or with the length of its prefix. */
function isRange(word: string): boolean {
  const [address = '', prefix, ...rest] = word.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 6 ? 128 : 32));
}
