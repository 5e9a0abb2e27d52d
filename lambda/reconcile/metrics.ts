import { isActionable } from './plan';
import type { Report } from './report';

const NAMESPACE = 'Muster';
const DIMENSIONS = ['Service', 'Region'];

/**
 * The counts that alarms look at, as CloudWatch takes them out of a log line (embedded metric format). Zero is told too: it
 * says that somebody looked. Exceptions are those a person can do something about.
 */
export function metrics({ service, region, exceptions, pending, late, drift }: Report, now: number) {
  const counts = {
    Exceptions: exceptions.filter(isActionable).length,
    Pending: pending.length,
    Late: late.length,
    Drift: drift.length,
  };
  return {
    _aws: {
      Timestamp: now,
      CloudWatchMetrics: [
        {
          Namespace: NAMESPACE,
          Dimensions: [DIMENSIONS],
          Metrics: Object.keys(counts).map((Name) => ({ Name, Unit: 'Count' })),
        },
      ],
    },
    Service: service,
    Region: region,
    ...counts,
  };
}
