import type {
  CreateScheduleGroupCommandInput,
  CreateScheduleGroupCommandOutput,
  DeleteScheduleGroupCommandInput,
  DeleteScheduleGroupCommandOutput,
  GetScheduleGroupCommandInput,
  GetScheduleGroupCommandOutput,
  ListScheduleGroupsCommandInput,
  ListScheduleGroupsCommandOutput,
} from '@aws-sdk/client-scheduler';
import type { Operation } from '../../../contract/service';
import { tagsOf } from '../../../contract/tag-list';
import { conflict, validation } from '../errors';
import { findGroup, groupsOf, newGroup } from '../group';
import { pageOf } from '../page';
import { unschedule } from '../run';
import { type ScheduleGroup, schedules } from '../state';

/** CreateScheduleGroup. */
export const createScheduleGroup: Operation<
  CreateScheduleGroupCommandInput,
  Partial<CreateScheduleGroupCommandOutput>
> = ({ Name = '', Tags }, call) => {
  const groups = groupsOf(call);
  if (groups.has(Name)) throw conflict('Schedule group', Name);
  const group = newGroup(Name, call);
  Object.assign(group.tags, tagsOf(Tags));
  groups.set(Name, group);
  return { ScheduleGroupArn: group.arn };
};

/** GetScheduleGroup. */
export const getScheduleGroup: Operation<GetScheduleGroupCommandInput, Partial<GetScheduleGroupCommandOutput>> = (
  input,
  call,
) => shown(findGroup(input.Name, call));

/** ListScheduleGroups. */
export const listScheduleGroups: Operation<ListScheduleGroupsCommandInput, Partial<ListScheduleGroupsCommandOutput>> = (
  input,
  call,
) => {
  const all = [...groupsOf(call).values()].filter(({ name }) => name.startsWith(input.NamePrefix ?? ''));
  const { items, next } = pageOf(all, input);
  return { ScheduleGroups: items.map(shown), ...next };
};

/** DeleteScheduleGroup, with its schedules, at once; never the default group. */
export const deleteScheduleGroup: Operation<
  DeleteScheduleGroupCommandInput,
  Partial<DeleteScheduleGroupCommandOutput>
> = (input, call) => {
  if (input.Name === 'default') throw validation('Deleting the default schedule group is not allowed.');
  const { name } = findGroup(input.Name, call);
  const all = call.world.state.at(schedules, call.accountId, call.region);
  for (const [key, schedule] of all)
    if (schedule.group === name) {
      unschedule(schedule);
      all.delete(key);
    }
  groupsOf(call).delete(name);
  return {};
};

function shown({ name, arn, createdAt, modifiedAt }: ScheduleGroup) {
  return {
    Name: name,
    Arn: arn,
    State: 'ACTIVE' as const,
    CreationDate: new Date(createdAt),
    LastModificationDate: new Date(modifiedAt),
  };
}
