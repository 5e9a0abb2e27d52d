import type { Call } from '../../contract/service';
import { notFound } from './errors';
import { type ScheduleGroup, scheduleGroups } from './state';

/** The groups of an account in a region, always including `default`. */
export function groupsOf(call: Call): Map<string, ScheduleGroup> {
  const groups = call.world.state.at(scheduleGroups, call.accountId, call.region);
  if (!groups.has('default')) groups.set('default', newGroup('default', call));
  return groups;
}

/** An empty group. */
export function newGroup(name: string, call: Call): ScheduleGroup {
  const now = call.world.clock.now();
  const arn = `arn:${call.partition}:scheduler:${call.region}:${call.accountId}:schedule-group/${name}`;
  return { name, arn, createdAt: now, modifiedAt: now, tags: {} };
}

/** A group by its name. @throws AwsError ResourceNotFoundException */
export function findGroup(name: string | undefined, call: Call): ScheduleGroup {
  const found = groupsOf(call).get(name ?? 'default');
  if (!found) throw notFound('Schedule group', name ?? 'default');
  return found;
}
