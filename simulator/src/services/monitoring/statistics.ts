import type { Metric } from './state';

/** The statistics of a metric's values in one period. */
export interface Period {
  readonly start: number;
  readonly statistics: Readonly<Record<string, number>>;
}

/** Values from `start` to before `end` by periods of `seconds`, oldest first; periods without values are left out. */
export function periodsOf(metric: Metric | undefined, start: number, end: number, seconds: number): Period[] {
  const length = seconds * 1000;
  const byStart = new Map<number, { value: number; count: number }[]>();
  for (const sample of metric?.values ?? []) {
    if (sample.at < start || sample.at >= end) continue;
    const at = Math.floor(sample.at / length) * length;
    byStart.set(at, [...(byStart.get(at) ?? []), sample]);
  }
  return [...byStart]
    .sort(([a], [b]) => a - b)
    .map(([at, samples]) => ({ start: at, statistics: statisticsOf(samples) }));
}

function statisticsOf(samples: readonly { value: number; count: number }[]): Period['statistics'] {
  const SampleCount = samples.reduce((sum, { count }) => sum + count, 0);
  const Sum = samples.reduce((sum, { value, count }) => sum + value * count, 0);
  const values = samples.map(({ value }) => value);
  return { SampleCount, Sum, Average: Sum / SampleCount, Minimum: Math.min(...values), Maximum: Math.max(...values) };
}
