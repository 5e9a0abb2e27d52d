import type { World } from '../../contract/world';
import { addGroup } from './log-group';
import { type LogGroup, type LogStream, logGroups } from './state';

/** The account and region of log groups. */
interface Place {
  readonly accountId: string;
  readonly region: string;
}

/**
 * Writes lines as a service that logs for its customer does: the group and the stream are created if they are missing.
 * @param at the time of the lines; now if it is absent
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

/** A stream of a group, created if it is missing. */
export function streamOf(group: LogGroup, name: string, now: number): LogStream {
  const found = group.streams.get(name) ?? { name, creationTime: now, events: [] };
  group.streams.set(name, found);
  return found;
}
