import type { World } from '../../contract/world';
import { type Metric, metrics } from './state';

const REMEMBERED = 2000;

/** One value of a metric. */
export interface Sample {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
  /** how often the value occurred */
  readonly count?: number;
  /** now if it is absent */
  readonly at?: number;
}

/** Records one value, for a service's own metrics or for PutMetricData. */
export function recordMetric(
  world: World,
  { accountId, region }: { readonly accountId: string; readonly region: string },
  { namespace, name, dimensions, value, count = 1, at = world.clock.now() }: Sample,
): void {
  const all = world.state.at(metrics, accountId, region);
  const list = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  const key = metricKey(namespace, name, list);
  const metric: Metric = all.get(key) ?? { namespace, name, dimensions: list, values: [] };
  all.set(key, metric);
  metric.values.push({ at, value, count });
  if (metric.values.length > REMEMBERED) metric.values.shift();
}

/** The identity of a metric: its namespace, name and all its dimensions, in any order. */
export function metricKey(
  namespace: string,
  name: string,
  dimensions: readonly { Name?: string | undefined; Value?: string | undefined }[],
): string {
  const parts = dimensions.map(({ Name, Value }) => `${Name}=${Value}`).sort();
  return [namespace, name, ...parts].join('|');
}
