/** The accounts that AWS refused to enrol or resume, recorded in tags of the administrator's own detector for the passes of a day. */
import { ascending } from '../../reconcile/plan';

/** One account that AWS refused. */
export interface RefusedMember {
  readonly account: string;
  /** the refused operation, by AWS's name */
  readonly operation: string;
  /** permanent code */
  readonly reason: string;
  /** AWS's own, in the characters that a tag accepts */
  readonly words: string;
}

/** The refusals, and the time of the requests, in milliseconds. */
export interface RefusedMembers {
  readonly at: number;
  readonly members: readonly RefusedMember[];
}

const KEY = 'muster:refused';
/** the value if there are no refusals any more: a key that was written once stays */
const NONE = 'none';
/** "Maximum length of 256": a value is cut between words */
const LONGEST = 250;
/** In characters, about twenty tags: AWS accepts 50 on a resource, and most of them are left for other uses. */
const MAX = 5000;
const MAX_WORDS = 200;
/** "The tag value": letters, spaces, numbers and these */
const NOT_ALLOWED = /[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu;

type Tags = Readonly<Record<string, string>>;

/** The keys of such tags. */
export function refusalKeys(tags: Tags): string[] {
  return Object.keys(tags).filter((key) => key === KEY || key.startsWith(`${KEY}:`));
}

/** The refusals that can be recorded: in a fixed order, in words that a tag accepts, and as many as fit. */
export function noted(members: readonly RefusedMember[]): readonly RefusedMember[] {
  const key = ({ account, ...group }: RefusedMember) => `${headOf(group)} ${account}`;
  const sorted = members
    .map((each) => ({ ...each, words: taken(each.words) }))
    .sort((a, b) => ascending(key(a), key(b)));
  let size = 0;
  return sorted.filter((each, at) => {
    const before = sorted[at - 1];
    const head = before && headOf(before) === headOf(each) ? '' : headOf(each);
    size += head.length + each.account.length + 2;
    return size <= MAX;
  });
}

/**
 * The tags that record refusals: `2026-11-24T22:00:00.000Z CreateMembers:MemberOfAnotherAdministrator The request is … 333333333333 …`, in as
 * many parts as needed.
 * @param members as {@link noted} has them
 * @param known keys that exist: those that are not needed any more get the value `none`
 */
export function refusalTags({ at, members }: RefusedMembers, known: readonly string[]): Tags {
  const groups = new Map<string, string[]>();
  for (const { account, ...group } of members)
    groups.set(headOf(group), [...(groups.get(headOf(group)) ?? []), account]);
  const words = [...groups].flatMap(([head, accounts]) => [...head.split(' '), ...accounts]);
  const parts = words.length === 0 ? [] : partsOf([new Date(at).toISOString(), ...words]);
  const unused = known.map((key): [string, string] => [key, NONE]);
  return Object.fromEntries([...unused, ...parts.map((part, index): [string, string] => [keyOf(index), part])]);
}

/** The refusals in the tags of a detector; undefined if there are none that this version understands. */
export function refusedMembersIn(tags: Tags): RefusedMembers | undefined {
  const values: string[] = [];
  for (let value = tags[keyOf(0)]; value !== undefined && value !== NONE; value = tags[keyOf(values.length)])
    values.push(value);
  const [time = '', ...words] = values.join(' ').split(' ');
  const at = Date.parse(time);
  if (Number.isNaN(at)) return undefined;
  const members: RefusedMember[] = [];
  let head: string[] = [];
  for (const [index, word] of words.entries()) {
    if (!ACCOUNT.test(word)) {
      // the first word after an account begins AWS's message about the next ones
      head = ACCOUNT.test(words[index - 1] ?? '') ? [word] : [...head, word];
      continue;
    }
    const [operation = '', reason = ''] = head[0]?.split(':') ?? [];
    members.push({ account: word, operation, reason, words: head.slice(1).join(' ') });
  }
  return { at, members };
}

const ACCOUNT = /^\d{12}$/;

function headOf({ operation, reason, words }: Omit<RefusedMember, 'account'>): string {
  return `${operation}:${reason} ${words}`.trimEnd();
}

/** AWS's words in characters that a tag accepts, without account ids, which would be read as refused accounts. */
function taken(words: string): string {
  const plain = words.replace(NOT_ALLOWED, '').replace(/\d{12}/g, 'an account');
  return plain.split(/\s+/).join(' ').slice(0, MAX_WORDS).trim();
}

function keyOf(index: number): string {
  return index === 0 ? KEY : `${KEY}:${index + 1}`;
}

function partsOf(words: readonly string[]): string[] {
  const parts: string[] = [];
  let part = '';
  for (const word of words) {
    const longer = part === '' ? word : `${part} ${word}`;
    if (longer.length > LONGEST) parts.push(part);
    part = longer.length > LONGEST ? word : longer;
  }
  return [...parts, part];
}
