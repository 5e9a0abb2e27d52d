/** The permanent refusals of AWS, recorded in tags of the administrator's own detector for the passes of a day. */
import { ascending } from '../../reconcile/plan';

/** One refusal. */
export interface NotedRefusal {
  /** account id; or account id or name of a plan, `@`, and a digest of the request */
  readonly subject: string;
  /** the refused operation, by AWS's name */
  readonly operation: string;
  /** permanent code */
  readonly reason: string;
  /** AWS's own */
  readonly words: string;
}

/** The refusals, and the time of the requests, in milliseconds. */
export interface RefusalNote {
  readonly at: number;
  readonly refusals: readonly NotedRefusal[];
}

/**
 * The records, each with the key of its first tag and its maximum in characters. AWS accepts 50 tags on a resource; these are about
 * 40, and only where so much is refused.
 */
const NOTES = {
  /** accounts of the organization that cannot be enrolled or resumed */
  members: { key: 'muster:refused', max: 5000 },
  /** protection plans, of the administrator, its organization configuration, or its members */
  plans: { key: 'muster:refused-plans', max: 1500 },
  /** accounts outside the organization */
  outside: { key: 'muster:refused-outside', max: 2500 },
} as const;

export type NoteName = keyof typeof NOTES;
export type RefusalNotes = Readonly<Partial<Record<NoteName, RefusalNote>>>;

/** the value if there are no refusals any more: a key that was written once stays */
const NONE = 'none';
/** "Maximum length of 256": a value is cut between words */
const LONGEST = 250;
const MAX_WORDS = 200;
/** "The tag value": letters, spaces, numbers and `_.:/=+-@`. Others are written as `=2C`; a subject alone has an `@`. */
const ALLOWED = /[\p{L}\p{Z}\p{N}_.:/+-]/u;
const SUBJECT = /^\d{12}$|^\w+@[0-9a-f]{12}$/;

type Tags = Readonly<Record<string, string>>;

/** The keys of the tags of a record. */
export function noteKeys(name: NoteName, tags: Tags): string[] {
  const { key } = NOTES[name];
  return Object.keys(tags).filter((each) => each === key || each.startsWith(`${key}:`));
}

/** The refusals that can be recorded: in a fixed order, and as many as fit. */
export function noted(name: NoteName, refusals: readonly NotedRefusal[]): readonly NotedRefusal[] {
  const key = ({ subject, ...group }: NotedRefusal) => `${headOf(group)} ${subject}`;
  const sorted = refusals
    .map((each) => ({ ...each, words: read(written(each.words)) }))
    .sort((a, b) => ascending(key(a), key(b)));
  let size = 0;
  return sorted.filter((each, at) => {
    const before = sorted[at - 1];
    const head = before && headOf(before) === headOf(each) ? '' : headOf(each);
    size += head.length + each.subject.length + 2;
    return size <= NOTES[name].max;
  });
}

/**
 * The tags that record refusals: `2026-11-24T22:00:00.000Z CreateMembers:MemberOfAnotherAdministrator The request is … 333333333333 …`, in as
 * many parts as needed.
 * @param refusals as {@link noted} has them
 * @param known keys that exist: those that are not needed any more get the value `none`
 */
export function noteTags(name: NoteName, { at, refusals }: RefusalNote, known: readonly string[]): Tags {
  const groups = new Map<string, string[]>();
  for (const { subject, ...group } of refusals)
    groups.set(headOf(group), [...(groups.get(headOf(group)) ?? []), subject]);
  const words = [...groups].flatMap(([head, subjects]) => [...head.split(' '), ...subjects]);
  const parts = words.length === 0 ? [] : partsOf([new Date(at).toISOString(), ...words]);
  const unused = known.map((key): [string, string] => [key, NONE]);
  return Object.fromEntries([...unused, ...parts.map((part, index): [string, string] => [keyOf(name, index), part])]);
}

/** The records in the tags of a detector, without those that this version does not understand. */
export function notesIn(tags: Tags): RefusalNotes {
  const names = Object.keys(NOTES) as NoteName[];
  const found = names.flatMap((name): [NoteName, RefusalNote][] => {
    const note = noteIn(name, tags);
    return note ? [[name, note]] : [];
  });
  return Object.fromEntries(found);
}

function noteIn(name: NoteName, tags: Tags): RefusalNote | undefined {
  const values: string[] = [];
  for (
    let value = tags[keyOf(name, 0)];
    value !== undefined && value !== NONE;
    value = tags[keyOf(name, values.length)]
  )
    values.push(value);
  const [time = '', ...words] = values.join(' ').split(' ');
  const at = Date.parse(time);
  if (Number.isNaN(at)) return undefined;
  const refusals: NotedRefusal[] = [];
  let head: string[] = [];
  for (const [index, word] of words.entries()) {
    if (!SUBJECT.test(word)) {
      // the first word after a subject begins AWS's message about the next ones
      head = SUBJECT.test(words[index - 1] ?? '') ? [word] : [...head, word];
      continue;
    }
    const [what = '', ...said] = head;
    const colon = what.lastIndexOf(':');
    refusals.push({
      subject: word,
      operation: what.slice(0, Math.max(0, colon)),
      reason: what.slice(colon + 1),
      words: read(said.join(' ')),
    });
  }
  return { at, refusals };
}

function headOf({ operation, reason, words }: Omit<NotedRefusal, 'subject'>): string {
  return `${operation}:${reason} ${written(words)}`.trimEnd();
}

/** AWS's words in characters that a tag accepts, as far as they fit, without account ids, which would be read as refused accounts. */
function written(words: string): string {
  const plain = words
    .replace(/\d{12}/g, 'an account')
    .trim()
    .split(/\s+/)
    .join(' ');
  let result = '';
  for (const character of plain) {
    const next = ALLOWED.test(character) ? character : escaped(character);
    if (result.length + next.length > MAX_WORDS) break;
    result += next;
  }
  return result.trim();
}

function escaped(character: string): string {
  const code = character.charCodeAt(0);
  return code < 0x100 ? `=${code.toString(16).toUpperCase().padStart(2, '0')}` : '';
}

function read(words: string): string {
  return words.replace(/=([0-9A-F]{2})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
}

function keyOf(name: NoteName, index: number): string {
  const { key } = NOTES[name];
  return index === 0 ? key : `${key}:${index + 1}`;
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
