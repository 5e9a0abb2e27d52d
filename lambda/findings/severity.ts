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
