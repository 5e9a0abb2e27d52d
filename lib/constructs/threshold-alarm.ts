import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';

export interface ThresholdAlarmProps {
  /** what happened, where to look, and the runbook's entry */
  readonly alarmDescription: string;
  readonly metric: Metric;
  /** 1 where absent */
  readonly threshold?: number;
}

/** An alarm that rings from the first time on that something reaches a threshold; nothing to measure is good. */
export function thresholdAlarm(scope: Construct, id: string, { threshold = 1, ...props }: ThresholdAlarmProps): Alarm {
  return new Alarm(scope, id, {
    ...props,
    threshold,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
}

/** How often a rule of a bus could not hand an event to its target. */
export function failedInvocations(bus: EventBus, RuleName: string): Metric {
  return new Metric({
    namespace: 'AWS/Events',
    metricName: 'FailedInvocations',
    dimensionsMap: { EventBusName: bus.eventBusName, RuleName },
    period: Duration.minutes(5),
    statistic: 'Sum',
  });
}
