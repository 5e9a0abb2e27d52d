import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { ServiceName } from '../../../lambda/controllers/registry';
import { longestInterval } from '../../rollout/schedule';

const MEANINGS = {
  Drift: 'Somebody changed what was as desired; it is repaired. The log says what and where under "drift".',
  Exceptions:
    'An account is not covered as desired, and a person can act on it, or AWS has been working on it for too long. The last "evidence" in the log has each, under "exceptions" and "late".',
} as const;

export interface ControllerAlarmsProps {
  readonly service: ServiceName;
  /** where the controller asks first: the dimension of its metrics */
  readonly region: string;
  /** schedule expression of its passes */
  readonly schedule: string;
}

/** Minutes within which the scheduler begins a pass, and within which the pass ends. */
const SLACK = 15 + 15;
/** CloudWatch looks back no further than seven days. */
const FURTHEST = 7 * 24 * 60;

/**
 * Alarms about the counts that a controller logs. A pass that finds nothing sends no metric, so an alarm looks back over two
 * passes: it stays while each pass finds something, and ends when two in a row find nothing.
 */
export class ControllerAlarms extends Construct {
  readonly alarms: readonly CfnAlarm[];

  constructor(scope: Construct, id: string, { service, region, schedule }: ControllerAlarmsProps) {
    super(scope, id);
    const minutes = Math.min(2 * longestInterval(schedule) + SLACK, FURTHEST);
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
          period: minutes * 60,
          statistic: 'Maximum',
          threshold: 1,
          comparisonOperator: 'GreaterThanOrEqualToThreshold',
          evaluationPeriods: 1,
          treatMissingData: 'notBreaching',
        }),
    );
  }
}
