/** Which accounts AWS refused to enrol or resume: kept in tags of the administrator's own detector, for the passes of a day. */

/** One account that AWS refused. */
export interface RefusedMember {
  readonly account: string;
  /** what was asked, as AWS calls it */
  readonly operation: string;
  /** permanent code */
  readonly reason: string;
}

/** The refusals, and when AWS was asked, in milliseconds. */
export interface RefusedMembers {
  readonly at: number;
  readonly members: readonly RefusedMember[];
}

const KEY = 'muster:refused';
/** of a detector that had refusals and has none: a key that was written once stays */
const NONE = 'none';
/** "Maximum length of 256": a value is cut between words */
const LONGEST = 250;
/** As many accounts fit into the tags that are left to others: AWS takes 50 on a resource. */
export const MOST_REFUSED = 300;

type Tags = Readonly<Record<string, string>>;

/** The keys of such tags. */
export function refusalKeys(tags: Tags): string[] {
  return Object.keys(tags).filter((key) => key === KEY || key.startsWith(`${KEY}:`));
}

/**
 * The tags that say so: `2026-11-24T22:00:00.000Z CreateMembers:MemberOfAnotherAdministrator 333333333333 …`, in as many parts as needed.
 * @param known keys that are there: those that are not needed any more say that there is nothing
 */
export function refusalTags({ at, members }: RefusedMembers, known: readonly string[]): Tags {
  const groups = new Map<string, string[]>();
  for (const { operation, reason, account } of members) {
    const group = `${operation}:${reason}`;
    groups.set(group, [...(groups.get(group) ?? []), account]);
  }
  const words = [...groups].flatMap(([group, accounts]) => [group, ...accounts]);
  const parts = words.length === 0 ? [] : partsOf([new Date(at).toISOString(), ...words]);
  const unused = known.map((key): [string, string] => [key, NONE]);
  return Object.fromEntries([...unused, ...parts.map((part, index): [string, string] => [keyOf(index), part])]);
}

/** What the tags of a detector say; undefined where they say nothing that this version understands. */
export function refusedMembersIn(tags: Tags): RefusedMembers | undefined {
  const values: string[] = [];
  for (let value = tags[keyOf(0)]; value !== undefined && value !== NONE; value = tags[keyOf(values.length)])
    values.push(value);
  const [time = '', ...words] = values.join(' ').split(' ');
  const at = Date.parse(time);
  if (Number.isNaN(at)) return undefined;
  const members: RefusedMember[] = [];
  let [operation = '', reason = ''] = ['', ''];
  for (const word of words) {
    if (/^\d{12}$/.test(word)) members.push({ account: word, operation, reason });
    else [operation = '', reason = ''] = word.split(':');
  }
  return { at, members };
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
