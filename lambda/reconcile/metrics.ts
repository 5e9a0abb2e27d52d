import { isActionable } from './plan';
import type { Report } from './report';

const NAMESPACE = 'Muster';
const DIMENSIONS = ['Service', 'Region'];

/**
 * The counts that alarms look at, as CloudWatch takes them out of a log line (embedded metric format). Only counts above zero
 * become metrics: CloudWatch charges a metric for each hour in which it receives a value, and a quiet region sends none.
 * `Exceptions` are those that a person can do something about, and what AWS has been working on for too long.
 */
export function metrics({ service, region, exceptions, late, drift }: Report, now: number) {
  const counts = {
    Exceptions: exceptions.filter(isActionable).length + late.length,
    Drift: drift.length,
  };
  const found = Object.entries(counts).filter(([, count]) => count > 0);
  return {
    ...(found.length > 0 && {
      _aws: {
        Timestamp: now,
        CloudWatchMetrics: [
          {
            Namespace: NAMESPACE,
            Dimensions: [DIMENSIONS],
            Metrics: found.map(([Name]) => ({ Name, Unit: 'Count' })),
          },
        ],
      },
    }),
    Service: service,
    Region: region,
    ...counts,
  };
}
