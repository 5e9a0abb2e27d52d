import { numberAt, textAt, valueAt } from './json-values';

/** GuardDuty's words for its numbers. */
export type SeverityWord = 'Critical' | 'High' | 'Medium' | 'Low' | 'Unknown';

export interface Severity {
  /** 1 to 10; 0 if the finding does not say */
  readonly value: number;
  readonly word: SeverityWord;
}

const FROM: readonly (readonly [number, SeverityWord])[] = [
  [9, 'Critical'],
  [7, 'High'],
  [4, 'Medium'],
];

/** The severity with its word. Levels have only a lower bound, so that neither 8.95 nor a future value falls between two (F11). */
export function severityOf(value: number | undefined): Severity {
  if (value === undefined || value <= 0) return { value: 0, word: 'Unknown' };
  return { value, word: FROM.find(([from]) => value >= from)?.[1] ?? 'Low' };
}

/** The number that a word stands for: the lowest of its level. */
const OF_WORD: Readonly<Record<string, number>> = { critical: 9, high: 7, medium: 4, low: 1 };

/** The severity of a finding: a number, a number as text, a word, or what log stores and Security Hub keep in place of it. */
export function severityAt(finding: unknown): number | undefined {
  const number =
    numberAt(finding, 'severity') ??
    numberAt(finding, 'severity', 'value') ??
    numberAt(finding, 'severity', 'product') ??
    numberAt(finding, 'severity', 'original');
  if (number !== undefined) return number;
  const written = valueAt(finding, 'severity');
  const word = textAt(written, 'label') ?? textAt(written, 'word') ?? textAt(finding, 'severity') ?? '';
  return Object.hasOwn(OF_WORD, word.toLowerCase()) ? OF_WORD[word.toLowerCase()] : undefined;
}
