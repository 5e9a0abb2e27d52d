/** Text of findings in messages: an intruder may have chosen it, so it must not become markup, a line of ours or a live link. */

/** How one character appears in a target. */
export type Escape = (character: string) => string;

/** For targets without markup. */
export const plain: Escape = (character) => character;

/** Text in one line, without invisible characters, and without an address that a mail program would turn into a link. */
export function line(text: string): string {
  return text
    .replace(/[\s\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\p{C}/gu, '')
    .replaceAll('://', '[:]//')
    .trim();
}

/** Text in one line, escaped, and cut if the escaped text would be longer than the limit. */
export function within(text: string, limit: number, escaped: Escape = plain): string {
  let written = '';
  let end = '';
  for (const character of line(text)) {
    const next = written + escaped(character);
    if (next.length > limit) return `${end}…`;
    // the longest text that leaves room for the mark
    if (next.length < limit) end = next;
    written = next;
  }
  return written;
}

/** As many whole lines as fit, then a line that says that the text was cut. The most important lines come first. */
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
