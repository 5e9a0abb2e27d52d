import type { World } from '../../contract/world';
import { addGroup } from './log-group';
import { type LogGroup, type LogStream, logGroups } from './state';

/** Where log groups live. */
interface Place {
  readonly accountId: string;
  readonly region: string;
}

/**
 * Writes lines as a service does that logs for its customer: the group and the stream are made where they are missing.
 * @param at when it happened; now where it is absent
 */
export function record(
  world: World,
  place: Place,
  group: string,
  stream: string,
  lines: readonly string[],
  at?: number,
): void {
  const groups = world.state.at(logGroups, place.accountId, place.region);
  const found = groups.get(group) ?? addGroup(groups, { ...place, partition: world.partition, world }, group);
  const now = world.clock.now();
  const { events } = streamOf(found, stream, now);
  for (const message of lines) events.push({ timestamp: at ?? now, ingestionTime: now, message });
}

/** The stream of a group, made where it is missing. */
export function streamOf(group: LogGroup, name: string, now: number): LogStream {
  const found = group.streams.get(name) ?? { name, creationTime: now, events: [] };
  group.streams.set(name, found);
  return found;
}
