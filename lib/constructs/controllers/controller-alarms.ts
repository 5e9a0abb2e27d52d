import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { ServiceName } from '../../../lambda/controllers/registry';
import { longestInterval } from '../../rollout/schedule';

const MEANINGS = {
  Drift:
    'Something that was as desired has changed unexpectedly; it is repaired. The log lists each change under "drift".',
  Exceptions:
    'An account is not covered as desired, and a person can act on it, or AWS has been working on it for too long. The last "evidence" in the log lists each account, under "exceptions" and "late".',
} as const;

export interface ControllerAlarmsProps {
  readonly service: ServiceName;
  /** the dimension of the controller's metrics */
  readonly region: string;
  /** schedule expression of the passes, in UTC */
  readonly schedule: string;
}

/** Minutes within which the scheduler starts a pass, plus the minutes that a pass may take. */
const SLACK = 15 + 15;
/** Longest period of an alarm, in minutes: seven days. */
const LONGEST_PERIOD = 7 * 24 * 60;

/**
 * Alarms on the counts that a controller logs. A pass without findings sends no metric, so the period is two passes: the
 * alarm stays while every pass counts something, and ends after two passes that count nothing.
 */
export class ControllerAlarms extends Construct {
  readonly alarms: readonly CfnAlarm[];

  constructor(scope: Construct, id: string, { service, region, schedule }: ControllerAlarmsProps) {
    super(scope, id);
    const minutes = Math.min(2 * longestInterval(schedule) + SLACK, LONGEST_PERIOD);
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
