/** The signs in a pattern that stand for other characters. */
export interface Wildcards {
  /** any text, including the empty one */
  readonly any: string;
  /** any one character; undefined if patterns have no such sign */
  readonly one?: string;
}

const STAR: Wildcards = { any: '*' };

/**
 * Whether a pattern covers a whole text. It never goes back beyond the latest `any`, so the time is at most the pattern's
 * length times the text's; a regular expression made of stars can take exponential time.
 * @param pattern its characters and signs, one by one: a text, or a list if characters may be escaped
 */
export function covers(pattern: ArrayLike<string>, text: string, { any, one }: Wildcards = STAR): boolean {
  let [at, next] = [0, 0];
  let [lastAny, covered] = [-1, 0];
  while (at < text.length) {
    const sign = pattern[next];
    if (sign === any) {
      lastAny = next;
      covered = at;
      next += 1;
    } else if (sign !== undefined && (sign === one || sign === text[at])) {
      at += 1;
      next += 1;
    } else if (lastAny >= 0) {
      covered += 1;
      at = covered;
      next = lastAny + 1;
    } else return false;
  }
  while (pattern[next] === any) next += 1;
  return next === pattern.length;
}

/** Any text in a list of {@link unescaped}. */
export const ANY = 'any';

/** The characters of a pattern in which `\*` is an asterisk and `\\` a backslash, with {@link ANY} for every other `*`. */
export function unescaped(pattern: string): string[] {
  return [...pattern.matchAll(/\\([*\\])|\*|[\s\S]/g)].map(([sign, escaped]) => escaped ?? (sign === '*' ? ANY : sign));
}
