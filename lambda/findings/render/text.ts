import type { Fact } from './content';
import { defanged } from './live-addresses';

/** Text of findings in messages: an intruder may have chosen it, so it must not become markup, a line of ours or a live link. */

/** How one character appears in a target. */
export type Escape = (character: string) => string;

/** For targets without markup. */
export const plain: Escape = (character) => character;

/** Text in one line, without invisible characters. */
function oneLine(text: string): string {
  return text
    .replace(/[\s\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\p{C}/gu, '')
    .trim();
}

/** Text in one line, without invisible characters, and without an address that a mail program would turn into a link. */
export function line(text: string): string {
  return defanged(oneLine(text));
}

/** Text in one line, escaped, without live addresses, and cut if the escaped text would be longer than the limit. */
export function within(text: string, limit: number, escaped: Escape = plain): string {
  return cut(line(text), limit, escaped);
}

/** The same for text that is copied and has to stay as it is, such as a query. */
export function exactlyWithin(text: string, limit: number, escaped: Escape = plain): string {
  return cut(oneLine(text), limit, escaped);
}

/** The value of a fact, as {@link within}. */
export function factWithin(
  { value, exact }: Pick<Fact, 'value' | 'exact'>,
  limit: number,
  escaped: Escape = plain,
): string {
  return exact ? exactlyWithin(value, limit, escaped) : within(value, limit, escaped);
}

function cut(text: string, limit: number, escaped: Escape): string {
  let written = '';
  let end = '';
  for (const character of text) {
    const next = written + escaped(character);
    if (next.length > limit) return `${end}…`;
    // the longest text that leaves room for the mark
    if (next.length < limit) end = next;
    written = next;
  }
  return written;
}

/** As many whole lines as fit, then a line that says that the text was cut. The most important lines come first. */
export function fitted(lines: readonly string[], limit: number, mark: string): string {
  const whole = lines.join('\n');
  if (whole.length <= limit) return whole;
  const kept: string[] = [];
  let length = mark.length;
  for (const one of lines) {
    length += one.length + 1;
    if (length > limit) break;
    kept.push(one);
  }
  return [...kept, mark].join('\n');
}
