/** Of an e-mail that SNS sends: "up to 100 characters". */
const MAX_SUBJECT = 100;

const GAP = '...';

/** The parts of a subject. */
export interface SubjectParts {
  /** `[High] ` */
  readonly before: string;
  readonly type: string;
  readonly account: { readonly id: string; readonly name?: string | undefined };
  readonly region: string;
}

/**
 * A subject with the account's id, the region and the end of the type, which tells `…InsideAWS` from `…OutsideAWS`. If it would be
 * too long, words in the middle of the type are left out, then the account's name.
 */
export function subjectOf({ before, type, account: { id, name = id }, region }: SubjectParts): string {
  const named = name === id ? [] : [` in ${name} ${id} ${region}`];
  const shortened = shorter(type);
  for (const after of [...named, ` in ${id} ${region}`])
    for (const each of shortened) {
      const subject = `${before}${each}${after}`;
      if (subject.length <= MAX_SUBJECT) return subject;
    }
  const after = ` in ${id} ${region}`;
  const room = MAX_SUBJECT - before.length - GAP.length - after.length;
  return `${before}${GAP}${room > 0 ? type.slice(-room) : ''}${after}`.slice(0, MAX_SUBJECT);
}

/** The type and its shorter forms, which leave out ever more words of the middle: `Purpose:Resource/...LastWords`. */
function shorter(type: string): string[] {
  const [, purpose = '', resource = '', family = ''] = /^([^:]*:)?([^/]*\/)?(.*)$/s.exec(type) ?? [];
  const words = family.split(/(?=[A-Z][a-z])|(?<=[.!])/);
  const ends = words.slice(1).map((_, at) => words.slice(at + 1).join(''));
  const last = ends.at(-1) ?? family;
  return [type, ...ends.map((end) => `${purpose}${resource}${GAP}${end}`), `${purpose}${GAP}${last}`];
}
