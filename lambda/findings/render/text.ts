/** Finding text in messages: what an intruder may have named a bucket must not become markup, a line of ours or a live link. */

/** How one character appears in a target. */
export type Escape = (character: string) => string;

/** Where nothing is markup. */
export const plain: Escape = (character) => character;

/** Text in one line, without what cannot be seen, and with no address that a reader's program would make a link of. */
export function line(text: string): string {
  return text
    .replace(/[\s\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\p{C}/gu, '')
    .replaceAll('://', '[:]//')
    .trim();
}

/** Text in one line, escaped, and cut where the escaped text would be longer than the limit. */
export function within(text: string, limit: number, escaped: Escape = plain): string {
  let written = '';
  let end = '';
  for (const character of line(text)) {
    const next = written + escaped(character);
    if (next.length > limit) return `${end}…`;
    // the longest that still leaves room for the mark
    if (next.length < limit) end = next;
    written = next;
  }
  return written;
}

/** As many whole lines as fit, then a last one that says so. The lines that must be there come first. */
export function fitted(lines: readonly string[], limit: number, cut: string): string {
  const whole = lines.join('\n');
  if (whole.length <= limit) return whole;
  const kept: string[] = [];
  let length = cut.length;
  for (const one of lines) {
    length += one.length + 1;
    if (length > limit) break;
    kept.push(one);
  }
  return [...kept, cut].join('\n');
}
