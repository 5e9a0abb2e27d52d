import type { MetricAlarm, StateValue } from '@aws-sdk/client-cloudwatch';
import type { Call } from '../../contract/service';
import { AwsError } from '../../kernel/aws-error';
import { metricKey } from './record-metric';
import { metrics } from './state';
import { periodsOf } from './statistics';

const COMPARISONS: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
  GreaterThanThreshold: (value, threshold) => value > threshold,
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

/** Evaluates an alarm on one metric; alarms on expressions keep their state. */
export async function evaluate(alarm: MetricAlarm, call: Call): Promise<void> {
  const compare = COMPARISONS[alarm.ComparisonOperator ?? ''];
  const { MetricName, Namespace, Period = 60, EvaluationPeriods = 1, Threshold = 0 } = alarm;
  if (!compare || MetricName === undefined || Namespace === undefined) return;
  const now = call.world.clock.now();
  const start = Math.floor(now / (Period * 1000) - EvaluationPeriods) * Period * 1000;
  const key = metricKey(Namespace, MetricName, alarm.Dimensions ?? []);
  const metric = call.world.state.peek(metrics, call.accountId, call.region)?.get(key);
  const periods = periodsOf(metric, start, now + 1, Period);
  const breaching = periods.filter(({ statistics }) =>
    compare(statistics[alarm.Statistic ?? 'Average'] ?? 0, Threshold),
  );
  const needed = alarm.DatapointsToAlarm ?? EvaluationPeriods;
  const missing = alarm.TreatMissingData === 'breaching' ? EvaluationPeriods - periods.length : 0;
  if (breaching.length + missing >= needed)
    await transition(
      alarm,
      'ALARM',
      `Threshold Crossed: ${breaching.length} datapoints were beyond the threshold (${Threshold}).`,
      call,
    );
  else if (periods.length > 0 || alarm.TreatMissingData === 'notBreaching')
    await transition(
      alarm,
      'OK',
      `Threshold not crossed: fewer than ${needed} datapoints were beyond the threshold (${Threshold}).`,
      call,
    );
}

/** Sets an alarm's state; a change triggers the actions for the new state. */
export async function transition(alarm: MetricAlarm, state: StateValue, reason: string, call: Call): Promise<void> {
  const before = alarm.StateValue;
  if (before === state) return;
  const now = new Date(call.world.clock.now());
  Object.assign(alarm, {
    StateValue: state,
    StateReason: reason,
    StateUpdatedTimestamp: now,
    StateTransitionedTimestamp: now,
  });
  const actions = { OK: alarm.OKActions, ALARM: alarm.AlarmActions, INSUFFICIENT_DATA: alarm.InsufficientDataActions }[
    state
  ];
  if (alarm.ActionsEnabled) for (const action of actions ?? []) await act(alarm, action, before, call);
  await announce(alarm, before, call);
}

/** Sends an event for every change of state, independent of the alarm's actions. */
function announce(alarm: MetricAlarm, before: StateValue | undefined, call: Call): Promise<void> {
  return call.world.emit({
    account: call.accountId,
    region: call.region,
    source: 'aws.cloudwatch',
    detailType: 'CloudWatch Alarm State Change',
    resources: [alarm.AlarmArn ?? ''],
    detail: {
      alarmName: alarm.AlarmName,
      state: { value: alarm.StateValue, reason: alarm.StateReason, timestamp: call.world.clock.iso() },
      previousState: { value: before },
      configuration: { description: alarm.AlarmDescription },
    },
  });
}

/** Publishes to topics; other actions are not simulated. A message that a topic refuses is lost; the refusal is in the call log. */
async function act(alarm: MetricAlarm, action: string, before: StateValue | undefined, call: Call): Promise<void> {
  if (action.split(':')[2] !== 'sns') return;
  const message = {
    AlarmName: alarm.AlarmName,
    AlarmDescription: alarm.AlarmDescription ?? null,
    AWSAccountId: call.accountId,
    NewStateValue: alarm.StateValue,
    NewStateReason: alarm.StateReason,
    StateChangeTime: call.world.clock.iso().replace('Z', '+0000'),
    Region: call.region,
    AlarmArn: alarm.AlarmArn,
    OldStateValue: before,
  };
  const principal = call.world.principals.service(call.accountId, 'cloudwatch.amazonaws.com', alarm.AlarmArn);
  const Subject = `${alarm.StateValue}: "${alarm.AlarmName}" in ${call.region}`.slice(0, 100);
  try {
    await call.world.invoke(
      'sns',
      'Publish',
      { TopicArn: action, Subject, Message: JSON.stringify(message) },
      { principal, region: call.region },
    );
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
  }
}
