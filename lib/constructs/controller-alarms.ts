import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { ServiceName } from '../host';

const MEANINGS = {
  Drift: 'Somebody changed what was as desired; it is repaired. The log says what and where under "drift".',
  Late: 'AWS has been working on something for too long. The log names it in the last "evidence", under "late".',
  Exceptions: 'An account is not covered as desired, and a person can do something about it. The log has each.',
} as const;

export interface ControllerAlarmsProps {
  readonly service: ServiceName;
  /** where the controller asks first: the dimension of its metrics */
  readonly region: string;
}

/** What rings about the counts that a controller logs. Between passes an alarm stays as the last pass left it. */
export class ControllerAlarms extends Construct {
  readonly alarms: readonly Alarm[];

  constructor(scope: Construct, id: string, { service, region }: ControllerAlarmsProps) {
    super(scope, id);
    this.alarms = Object.entries(MEANINGS).map(
      ([metricName, meaning]) =>
        new Alarm(this, metricName, {
          alarmDescription: `${meaning} Runbook: ${metricName}.`,
          metric: new Metric({
            namespace: 'Muster',
            metricName,
            dimensionsMap: { Service: service, Region: region },
            period: Duration.minutes(5),
            statistic: 'Maximum',
          }),
          threshold: 1,
          comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
          evaluationPeriods: 1,
          treatMissingData: TreatMissingData.IGNORE,
        }),
    );
  }
}
