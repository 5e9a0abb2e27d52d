import type {
  CreateScheduleGroupCommandInput,
  CreateScheduleGroupCommandOutput,
  DeleteScheduleGroupCommandInput,
  DeleteScheduleGroupCommandOutput,
  GetScheduleGroupCommandInput,
  GetScheduleGroupCommandOutput,
  ListScheduleGroupsCommandInput,
  ListScheduleGroupsCommandOutput,
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput,
  TagResourceCommandInput,
  TagResourceCommandOutput,
  UntagResourceCommandInput,
  UntagResourceCommandOutput,
} from '@aws-sdk/client-scheduler';
import type { Call, Operation } from '../../../kernel/service';
import { conflict, notFound, validation } from '../errors';
import { findGroup, groupsOf, newGroup } from '../group';
import { pageOf } from '../page';
import { unschedule } from '../run';
import { type ScheduleGroup, schedules } from '../state';

/** CreateScheduleGroup. */
export const createScheduleGroup: Operation<
  CreateScheduleGroupCommandInput,
  Partial<CreateScheduleGroupCommandOutput>
> = ({ Name = '', Tags = [] }, call) => {
  const groups = groupsOf(call);
  if (groups.has(Name)) throw conflict('Schedule group', Name);
  const group = newGroup(Name, call);
  for (const { Key = '', Value = '' } of Tags) group.tags[Key] = Value;
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
  const all = call.simulation.state.at(schedules, call.accountId, call.region);
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

/** TagResource, of a group. */
export const tagResource: Operation<TagResourceCommandInput, Partial<TagResourceCommandOutput>> = (input, call) => {
  const { tags } = byArn(input.ResourceArn, call);
  for (const { Key = '', Value = '' } of input.Tags ?? []) tags[Key] = Value;
  return {};
};

/** UntagResource. */
export const untagResource: Operation<UntagResourceCommandInput, Partial<UntagResourceCommandOutput>> = (
  input,
  call,
) => {
  const { tags } = byArn(input.ResourceArn, call);
  for (const key of input.TagKeys ?? []) delete tags[key];
  return {};
};

/** ListTagsForResource. */
export const listTagsForResource: Operation<
  ListTagsForResourceCommandInput,
  Partial<ListTagsForResourceCommandOutput>
> = (input, call) => ({
  Tags: Object.entries(byArn(input.ResourceArn, call).tags).map(([Key, Value]) => ({ Key, Value })),
});

function byArn(arn: string | undefined, call: Call): ScheduleGroup {
  const found = [...groupsOf(call).values()].find((group) => group.arn === arn);
  if (!found) throw notFound('Schedule group', arn ?? '');
  return found;
}
