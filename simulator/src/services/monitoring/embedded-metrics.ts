import type { World } from '../../contract/world';
import { recordMetric } from './record-metric';

interface Directive {
  readonly Namespace?: string;
  readonly Dimensions?: readonly (readonly string[])[];
  readonly Metrics?: readonly { readonly Name?: string }[];
}

/** Records the metrics in a log line in the embedded metric format; other lines have none. */
export function recordEmbeddedMetrics(
  world: World,
  place: { readonly accountId: string; readonly region: string },
  line: string,
): void {
  if (!line.includes('"CloudWatchMetrics"')) return;
  const document = documentIn(line);
  const held: unknown = Object(document._aws).CloudWatchMetrics;
  const directives: readonly Directive[] = Array.isArray(held) ? held : [];
  for (const { Namespace: namespace = '', Dimensions = [[]], Metrics = [] } of directives)
    for (const names of Dimensions)
      for (const { Name: name = '' } of Metrics) {
        const dimensions = Object.fromEntries(names.map((each) => [each, String(document[each])]));
        for (const value of [document[name]].flat())
          if (typeof value === 'number') recordMetric(world, place, { namespace, name, dimensions, value });
      }
}

/** The JSON object in a line; Lambda's text format puts time, request id and level before it. */
function documentIn(line: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(line.slice(line.indexOf('{'))));
  } catch {
    return {};
  }
}
