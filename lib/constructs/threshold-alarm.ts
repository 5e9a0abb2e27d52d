import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';

export interface ThresholdAlarmProps {
  /** what happened, where to look, and the entry in the runbook */
  readonly alarmDescription: string;
  readonly metric: Metric;
  /** 1 if absent */
  readonly threshold?: number;
}

/** An alarm that is raised as soon as a metric reaches its threshold once. Missing data is not a breach. */
export function thresholdAlarm(scope: Construct, id: string, { threshold = 1, ...props }: ThresholdAlarmProps): Alarm {
  return new Alarm(scope, id, {
    ...props,
    threshold,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
}

/** How often a rule could not deliver an event to its target. @param bus the default bus if absent */
export function failedInvocations(RuleName: string, bus?: EventBus): Metric {
  return new Metric({
    namespace: 'AWS/Events',
    metricName: 'FailedInvocations',
    dimensionsMap: { ...(bus && { EventBusName: bus.eventBusName }), RuleName },
    period: Duration.minutes(5),
    statistic: 'Sum',
  });
}
