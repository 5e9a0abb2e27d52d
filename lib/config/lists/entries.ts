import { BlockList, isIP } from 'node:net';
import type { Mistake } from '../issue';
import type { ListKey } from '../schema-lists';
import { LIST_QUOTAS } from './quotas';

/** A mistake or warning in one line of a list. */
export interface LineMistake extends Omit<Mistake, 'path'> {
  readonly level: 'error' | 'warning';
  /** counted from 1 */
  readonly line: number;
  /** counted from 1 */
  readonly column: number;
}

const DOMAIN = /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/i;
/** Most mistakes of one file that are reported one by one. */
const SHOWN = 20;

/** Shortest prefix of a trusted range: no organization was ever assigned a larger one. */
const WIDEST_TRUSTED = 8;

/** Addresses that are not routed on the internet: GuardDuty's lists ignore them. */
const NOT_ROUTED = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['224.0.0.0', 3],
] as const)
  NOT_ROUTED.addSubnet(network, prefix);

/** The distinct entries of a list in plain text, and its mistakes. Text after # is a remark. */
export function readEntries(text: string, key: ListKey): { entries: string[]; mistakes: LineMistake[] } {
  const entries = new Set<string>();
  const mistakes: LineMistake[] = [];
  for (const [at, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const entry = line.replace(/#.*$/, '').trim();
    if (entry === '' || entries.has(entry)) continue;
    entries.add(entry);
    const mistake = mistakeIn(entry, key);
    if (mistake)
      mistakes.push({ line: at + 1, column: line.indexOf(entry) + 1, got: JSON.stringify(entry), ...mistake });
  }
  return { entries: [...entries], mistakes: [...shortened(mistakes), ...whole(entries.size, key)] };
}

/** The file for GuardDuty: one entry in each line, without remarks. */
export function plainText(entries: readonly string[]): string {
  return entries.map((entry) => `${entry}\n`).join('');
}

/** How many routed IPv4 addresses the entries contain, overlaps counted once for each entry. Malformed entries contain none. */
export function addressesIn(entries: readonly string[]): number {
  return entries.reduce((sum, entry) => {
    const [address = '', prefix = '32'] = entry.split('/');
    if (isIP(address) !== 4 || NOT_ROUTED.check(address) || !/^\d{1,2}$/.test(prefix)) return sum;
    return sum + 2 ** Math.max(0, 32 - Number(prefix));
  }, 0);
}

function mistakeIn(entry: string, key: ListKey): Pick<LineMistake, 'level' | 'message'> | undefined {
  const error = (message: string) => ({ level: 'error' as const, message });
  const warning = (message: string) => ({ level: 'warning' as const, message });
  const [address = '', prefix, ...rest] = entry.split('/');
  const version = isIP(address);
  if (version === 0 && DOMAIN.test(entry))
    return LIST_QUOTAS[key].entities ? undefined : error('is a domain, which only entity lists accept');
  const longest = version === 6 ? 128 : 32;
  const isRange = prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= longest);
  if (version === 0 || !isRange || rest.length > 0)
    return error(
      `is not an address${LIST_QUOTAS[key].entities ? ', range or domain' : ' or range'}; write one entry in each line`,
    );
  if (Number(prefix ?? longest) === 0) return error('contains every address');
  // K5: a few larger ranges would cover most of the internet
  if (key.startsWith('trusted') && Number(prefix ?? longest) < WIDEST_TRUSTED)
    return error(`trusts too many addresses: the largest range in a trusted list is a /${WIDEST_TRUSTED}`);
  if (version === 6) return warning('GuardDuty documents its lists for IPv4 addresses only');
  if (NOT_ROUTED.check(address)) return warning('has no effect: lists apply only to publicly routable addresses');
  return undefined;
}

/** The mistakes of the list as a whole, reported at its first line. */
function whole(count: number, key: ListKey): LineMistake[] {
  const { entries, entriesAreCertain, title } = LIST_QUOTAS[key];
  const place = { line: 1, column: 1 };
  if (count === 0) return [{ ...place, level: 'error', message: 'has no entries' }];
  if (entries === undefined || count <= entries) return [];
  const level = entriesAreCertain ? 'error' : 'warning';
  return [{ ...place, level, got: `${count} entries`, message: `GuardDuty accepts ${entries} in a ${title}` }];
}

function shortened(mistakes: readonly LineMistake[]): LineMistake[] {
  return (['error', 'warning'] as const).flatMap((level) => {
    const some = mistakes.filter((mistake) => mistake.level === level);
    const next = some[SHOWN];
    if (!next) return some;
    const { line, column } = next;
    return [
      ...some.slice(0, SHOWN),
      { level, line, column, message: `and ${some.length - SHOWN} more lines like these` },
    ];
  });
}
