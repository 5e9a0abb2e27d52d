import type {
  CreateScheduleCommandInput,
  CreateScheduleCommandOutput,
  DeleteScheduleCommandInput,
  DeleteScheduleCommandOutput,
  GetScheduleCommandInput,
  GetScheduleCommandOutput,
  ListSchedulesCommandInput,
  ListSchedulesCommandOutput,
  UpdateScheduleCommandInput,
  UpdateScheduleCommandOutput,
} from '@aws-sdk/client-scheduler';
import type { Call, Operation } from '../../../contract/service';
import { checkSettings } from '../check';
import { conflict, notFound, validation } from '../errors';
import { findGroup } from '../group';
import { pageOf } from '../page';
import { reschedule, unschedule } from '../run';
import { type Schedule, schedules } from '../state';

/** CreateSchedule. */
export const createSchedule: Operation<CreateScheduleCommandInput, Partial<CreateScheduleCommandOutput>> = async (
  { Name: name = '', GroupName, ClientToken: _token, ...settings },
  call,
) => {
  if (!/^[0-9a-zA-Z\-_.]{1,64}$/.test(name)) throw validation(`Invalid Schedule Name: ${name}.`);
  const group = findGroup(GroupName, call);
  const all = call.world.state.at(schedules, call.accountId, call.region);
  const key = `${group.name}/${name}`;
  if (all.has(key)) throw conflict('Schedule', name);
  await checkSettings(settings, group.arn, call);
  const now = call.world.clock.now();
  const schedule: Schedule = {
    name,
    group: group.name,
    arn: `arn:${call.partition}:scheduler:${call.region}:${call.accountId}:schedule/${key}`,
    accountId: call.accountId,
    region: call.region,
    createdAt: now,
    modifiedAt: now,
    settings,
  };
  all.set(key, schedule);
  reschedule(call.world, schedule);
  return { ScheduleArn: schedule.arn };
};

/** UpdateSchedule: an absent parameter returns to its default. */
export const updateSchedule: Operation<UpdateScheduleCommandInput, Partial<UpdateScheduleCommandOutput>> = async (
  { Name, GroupName, ClientToken: _token, ...settings },
  call,
) => {
  const schedule = find(Name, GroupName, call);
  await checkSettings(settings, findGroup(GroupName, call).arn, call);
  schedule.settings = settings;
  schedule.modifiedAt = call.world.clock.now();
  reschedule(call.world, schedule);
  return { ScheduleArn: schedule.arn };
};

/** GetSchedule. */
export const getSchedule: Operation<GetScheduleCommandInput, Partial<GetScheduleCommandOutput>> = (input, call) => {
  const { arn, name, group, createdAt, modifiedAt, settings } = find(input.Name, input.GroupName, call);
  return {
    Arn: arn,
    Name: name,
    GroupName: group,
    CreationDate: new Date(createdAt),
    LastModificationDate: new Date(modifiedAt),
    State: 'ENABLED',
    ScheduleExpressionTimezone: 'UTC',
    ActionAfterCompletion: 'NONE',
    ...Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)),
  };
};

/** DeleteSchedule. */
export const deleteSchedule: Operation<DeleteScheduleCommandInput, Partial<DeleteScheduleCommandOutput>> = (
  input,
  call,
) => {
  const schedule = find(input.Name, input.GroupName, call);
  unschedule(schedule);
  call.world.state.at(schedules, call.accountId, call.region).delete(`${schedule.group}/${schedule.name}`);
  return {};
};

/** ListSchedules. */
export const listSchedules: Operation<ListSchedulesCommandInput, Partial<ListSchedulesCommandOutput>> = (
  input,
  call,
) => {
  const all = [...(call.world.state.peek(schedules, call.accountId, call.region)?.values() ?? [])]
    .filter(({ group }) => input.GroupName === undefined || group === input.GroupName)
    .filter(({ name }) => name.startsWith(input.NamePrefix ?? ''))
    .filter(({ settings }) => input.State === undefined || (settings.State ?? 'ENABLED') === input.State);
  const { items, next } = pageOf(all, input);
  return {
    Schedules: items.map(({ arn, name, group, createdAt, modifiedAt, settings }) => ({
      Arn: arn,
      Name: name,
      GroupName: group,
      State: settings.State ?? 'ENABLED',
      CreationDate: new Date(createdAt),
      LastModificationDate: new Date(modifiedAt),
      Target: { Arn: settings.Target?.Arn },
    })),
    ...next,
  };
};

function find(name: string | undefined, group: string | undefined, call: Call): Schedule {
  const all = call.world.state.peek(schedules, call.accountId, call.region);
  const found = all?.get(`${group ?? 'default'}/${name}`);
  if (!found) throw notFound('Schedule', name ?? '');
  return found;
}
