import pc from 'picocolors';
import type { AssemblyStack } from './assembly';
import { type End, isThere, type StackEnd } from './in-order';

/** Lines of the CDK CLI that are shown for a failure. */
const SHOWN = 12;

/** One line when a stack begins. */
export function beginText(stack: AssemblyStack): string {
  return `  ${placeOf(stack)}  begins`;
}

/** One line when a stack ends, with the summaries of its passes, or the words of the CDK CLI if it failed. */
export function endText(stack: StackEnd): string {
  const { end } = stack;
  const line = `  ${placeOf(stack)}  ${wordsOf(end)}`;
  if (end.is === 'not begun') return pc.yellow(line);
  if (end.is === 'failed') return [pc.red(line), ...indented(failureLines(end.lines))].join('\n');
  return [line, ...indented(end.found)].join('\n');
}

/** The counts, and what to do about stacks that are not deployed. */
export function summaryText(ends: readonly StackEnd[], seconds: number): string {
  const kinds: readonly End['is'][] = ['deployed', 'unchanged', 'failed', 'not begun'];
  const counts = kinds
    .map((kind) => ({ kind, count: ends.filter(({ end }) => end.is === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${count} ${kind}`);
  const total = `${ends.length} stacks: ${counts.join(', ')}, in ${seconds} s`;
  if (ends.every(({ end }) => isThere(end))) return pc.green(total);
  const failed = ends.filter(({ end }) => end.is === 'failed').map(({ name }) => name);
  const remedy =
    failed.length > 0
      ? `Remove the cause in ${failed.join(', ')} and run the same command again`
      : 'Run the same command again';
  return [pc.red(total), `${remedy}: stacks that are already deployed take little time.`].join('\n');
}

function indented(lines: readonly string[]): string[] {
  return lines.map((text) => `    │ ${text}`);
}

function placeOf({ name, account, region }: AssemblyStack): string {
  return `${name.padEnd(25)} ${account} ${region.padEnd(14)}`;
}

function wordsOf(end: End): string {
  if (end.is === 'not begun') return `not begun: ${end.because}`;
  return end.is === 'unchanged' ? 'unchanged' : `${end.is} in ${end.seconds} s`;
}

/** The lines that give the reason, else the last ones. */
function failureLines(lines: readonly string[]): string[] {
  const written = lines.map((line) => line.trim()).filter((line) => line !== '');
  const why = written.filter((line) => /_FAILED|❌|error/i.test(line));
  return (why.length > 0 ? why : written).slice(-SHOWN);
}
