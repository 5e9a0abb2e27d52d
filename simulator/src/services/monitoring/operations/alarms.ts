import type {
  DeleteAlarmsCommandInput,
  DeleteAlarmsCommandOutput,
  DescribeAlarmsCommandInput,
  DescribeAlarmsCommandOutput,
  PutMetricAlarmCommandInput,
  PutMetricAlarmCommandOutput,
  SetAlarmStateCommandInput,
  SetAlarmStateCommandOutput,
} from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../../contract/service';
import { evaluate, transition } from '../alarm-state';
import { resourceNotFound, validation } from '../errors';
import { alarms } from '../state';

/** PutMetricAlarm: a new alarm has insufficient data until it is evaluated; a changed one keeps its state. */
export const putMetricAlarm: Operation<PutMetricAlarmCommandInput, Partial<PutMetricAlarmCommandOutput>> = (
  { Tags = [], ...input },
  call,
) => {
  const { AlarmName: name = '' } = input;
  if (input.MetricName === undefined && input.Metrics === undefined && input.EvaluationCriteria === undefined)
    throw validation('One of MetricName or Metrics must be specified.');
  const all = call.world.state.at(alarms, call.accountId, call.region);
  const before = all.get(name);
  const now = new Date(call.world.clock.now());
  all.set(name, {
    StateValue: 'INSUFFICIENT_DATA',
    StateReason: 'Unchecked: Initial alarm creation',
    StateUpdatedTimestamp: now,
    StateTransitionedTimestamp: now,
    ...before,
    ActionsEnabled: true,
    ...input,
    AlarmArn: `arn:${call.partition}:cloudwatch:${call.region}:${call.accountId}:alarm:${name}`,
    AlarmConfigurationUpdatedTimestamp: now,
    tags: before?.tags ?? Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value])),
  });
  return {};
};

/** DescribeAlarms: evaluates alarms when they are read. */
export const describeAlarms: Operation<DescribeAlarmsCommandInput, Partial<DescribeAlarmsCommandOutput>> = async (
  input,
  call,
) => {
  call.world.measure(call);
  const all = [...(call.world.state.peek(alarms, call.accountId, call.region)?.values() ?? [])];
  for (const alarm of all) await evaluate(alarm, call);
  const found = all
    .filter(({ AlarmName = '' }) => input.AlarmNames === undefined || input.AlarmNames.includes(AlarmName))
    .filter(({ AlarmName = '' }) => AlarmName.startsWith(input.AlarmNamePrefix ?? ''))
    .filter(({ StateValue }) => input.StateValue === undefined || StateValue === input.StateValue);
  const start = Number(input.NextToken ?? 0);
  const end = start + (input.MaxRecords ?? 100);
  return {
    MetricAlarms: found.slice(start, end).map(({ tags: _tags, ...alarm }) => alarm),
    CompositeAlarms: [],
    ...(end < found.length ? { NextToken: String(end) } : {}),
  };
};

/** SetAlarmState: until the next evaluation. */
export const setAlarmState: Operation<SetAlarmStateCommandInput, Partial<SetAlarmStateCommandOutput>> = async (
  input,
  call,
) => {
  const alarm = call.world.state.peek(alarms, call.accountId, call.region)?.get(input.AlarmName ?? '');
  if (!alarm) throw resourceNotFound('Alarm');
  await transition(alarm, input.StateValue ?? 'INSUFFICIENT_DATA', input.StateReason ?? '', call);
  return {};
};

/** DeleteAlarms: names without an alarm are not an error. */
export const deleteAlarms: Operation<DeleteAlarmsCommandInput, Partial<DeleteAlarmsCommandOutput>> = (input, call) => {
  const all = call.world.state.at(alarms, call.accountId, call.region);
  for (const name of input.AlarmNames ?? []) all.delete(name);
  return {};
};
