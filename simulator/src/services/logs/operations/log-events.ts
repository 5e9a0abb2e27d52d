import type {
  FilterLogEventsCommandInput,
  FilterLogEventsCommandOutput,
  GetLogEventsCommandInput,
  GetLogEventsCommandOutput,
  PutLogEventsCommandInput,
  PutLogEventsCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../contract/service';
import { ids } from '../../../kernel/ids';
import { noLogStream } from '../errors';
import { filterMatches } from '../filter-pattern';
import { findLogGroup } from '../find-log-group';
import { pageOf } from '../page';
import type { LogEvent } from '../state';

const MAX = 10_000;

/** PutLogEvents. */
export const putLogEvents: Operation<PutLogEventsCommandInput, Partial<PutLogEventsCommandOutput>> = (input, call) => {
  const stream = findLogGroup(input, call).streams.get(input.logStreamName ?? '');
  if (!stream) throw noLogStream();
  const ingestionTime = call.world.clock.now();
  for (const { timestamp = ingestionTime, message = '' } of input.logEvents ?? [])
    stream.events.push({ timestamp, ingestionTime, message });
  return { nextSequenceToken: ids.hex(56) };
};

/** GetLogEvents: the newest page unless `startFromHead`; the same token again means there is no more. */
export const getLogEvents: Operation<GetLogEventsCommandInput, Partial<GetLogEventsCommandOutput>> = (input, call) => {
  const stream = findLogGroup(input, call).streams.get(input.logStreamName ?? '');
  if (!stream) throw noLogStream();
  const all = stream.events.filter((event) => inTime(event, input));
  const most = Math.min(input.limit ?? MAX, MAX);
  const [, direction, at] = /^([fb])\/(\d+)$/.exec(input.nextToken ?? '') ?? [];
  const first = direction === undefined ? (input.startFromHead ? 0 : Math.max(0, all.length - most)) : Number(at);
  const start = direction === 'b' ? Math.max(0, first - most) : first;
  const end = direction === 'b' ? first : Math.min(all.length, first + most);
  return { events: all.slice(start, end), nextForwardToken: `f/${end}`, nextBackwardToken: `b/${start}` };
};

/** FilterLogEvents: over the streams of a group, in the order of time. */
export const filterLogEvents: Operation<FilterLogEventsCommandInput, Partial<FilterLogEventsCommandOutput>> = (
  input,
  call,
) => {
  const matches = filterMatches(input.filterPattern ?? '');
  const all = [...findLogGroup(input, call).streams.values()]
    .filter(({ name }) => input.logStreamNames === undefined || input.logStreamNames.includes(name))
    .filter(({ name }) => name.startsWith(input.logStreamNamePrefix ?? ''))
    .flatMap(({ name, events }) =>
      events.map((event, at) => ({ ...event, logStreamName: name, eventId: `${name}/${at}` })),
    )
    .filter((event) => inTime(event, input) && matches(event.message))
    .sort((a, b) => a.timestamp - b.timestamp);
  const { items, next } = pageOf(all, input, MAX);
  return { events: items, searchedLogStreams: [], ...next };
};

function inTime(
  { timestamp }: LogEvent,
  { startTime = 0, endTime = Number.POSITIVE_INFINITY }: { startTime?: number; endTime?: number },
): boolean {
  return timestamp >= startTime && timestamp <= endTime;
}
