import type {
  DescribeLogGroupsCommandInput,
  DescribeLogGroupsCommandOutput,
  DescribeLogStreamsCommandInput,
  DescribeLogStreamsCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../contract/service';
import { findLogGroup } from '../find-log-group';
import { pageOf } from '../page';
import { type LogGroup, type LogStream, logGroups } from '../state';

const MAX = 50;

/** DescribeLogGroups: in the order of their names. */
export const describeLogGroups: Operation<DescribeLogGroupsCommandInput, Partial<DescribeLogGroupsCommandOutput>> = (
  input,
  call,
) => {
  const all = [...(call.world.state.peek(logGroups, call.accountId, call.region)?.values() ?? [])]
    .filter(({ name }) => name.startsWith(input.logGroupNamePrefix ?? ''))
    .filter(({ name }) => name.toLowerCase().includes((input.logGroupNamePattern ?? '').toLowerCase()))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const { items, next } = pageOf(all, input, MAX);
  return { logGroups: items.map(described), ...next };
};

function described(group: LogGroup) {
  return {
    logGroupName: group.name,
    arn: `${group.arn}:*`,
    logGroupArn: group.arn,
    creationTime: group.creationTime,
    logGroupClass: group.logGroupClass as 'STANDARD',
    metricFilterCount: group.metricFilters.size,
    storedBytes: 0,
    deletionProtectionEnabled: group.deletionProtection,
    ...(group.retentionInDays === undefined ? {} : { retentionInDays: group.retentionInDays }),
    ...(group.kmsKeyId === undefined ? {} : { kmsKeyId: group.kmsKeyId }),
  };
}

/** DescribeLogStreams: by name, or by their last event. */
export const describeLogStreams: Operation<DescribeLogStreamsCommandInput, Partial<DescribeLogStreamsCommandOutput>> = (
  input,
  call,
) => {
  const group = findLogGroup(input, call);
  const key = (stream: LogStream): string | number =>
    input.orderBy === 'LastEventTime' ? (stream.events.at(-1)?.timestamp ?? 0) : stream.name;
  const all = [...group.streams.values()]
    .filter(({ name }) => name.startsWith(input.logStreamNamePrefix ?? ''))
    .sort((a, b) => (key(a) < key(b) ? -1 : 1) * (input.descending ? -1 : 1));
  const { items, next } = pageOf(all, input, MAX);
  return {
    logStreams: items.map(({ name, creationTime, events }) => ({
      logStreamName: name,
      creationTime,
      arn: `${group.arn}:log-stream:${name}`,
      storedBytes: 0,
      ...(events.length > 0
        ? {
            firstEventTimestamp: events[0]?.timestamp,
            lastEventTimestamp: events.at(-1)?.timestamp,
            lastIngestionTime: events.at(-1)?.ingestionTime,
          }
        : {}),
    })),
    ...next,
  };
};
