import { isActionable } from './plan';
import type { Report } from './report';

const NAMESPACE = 'Muster';
const DIMENSIONS = ['Service', 'Region'];

type Counted = Pick<Report, 'service' | 'region' | 'exceptions' | 'late' | 'drift'>;

/**
 * The counts that alarms use, as CloudWatch reads them from a log line (embedded metric format). Only counts above zero
 * become metrics: CloudWatch charges a metric for each hour in which it receives a value, and a quiet region sends none.
 * `Exceptions` counts the actionable exceptions, and the pending work that takes AWS too long.
 */
export function metrics({ service, region, exceptions, late, drift }: Counted, now: number) {
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
