import { Duration } from 'aws-cdk-lib';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
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
  readonly alarms: readonly CfnAlarm[];

  constructor(scope: Construct, id: string, { service, region }: ControllerAlarmsProps) {
    super(scope, id);
    this.alarms = Object.entries(MEANINGS).map(
      ([metricName, meaning]) =>
        new CfnAlarm(this, metricName, {
          alarmDescription: `${meaning} Runbook: ${metricName}.`,
          namespace: 'Muster',
          metricName,
          dimensions: [
            { name: 'Region', value: region },
            { name: 'Service', value: service },
          ],
          period: Duration.minutes(5).toSeconds(),
          statistic: 'Maximum',
          threshold: 1,
          comparisonOperator: 'GreaterThanOrEqualToThreshold',
          evaluationPeriods: 1,
          treatMissingData: 'ignore',
        }),
    );
  }
}
