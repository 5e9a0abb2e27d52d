import * as schemas from '@aws-sdk/client-scheduler';
import type { Service } from '../../contract/service';
import { checks } from './checks';
import { validation } from './errors';
import {
  createScheduleGroup,
  deleteScheduleGroup,
  getScheduleGroup,
  listScheduleGroups,
} from './operations/schedule-groups';
import { createSchedule, deleteSchedule, getSchedule, listSchedules, updateSchedule } from './operations/schedules';
import { tags } from './operations/tags';

/** Amazon EventBridge Scheduler. */
export const scheduler: Service = {
  signingName: 'scheduler',
  schemas,
  protocol: 'rest-json',
  scope: 'regional',
  checks,
  operations: {
    ...tags,
    CreateSchedule: createSchedule,
    CreateScheduleGroup: createScheduleGroup,
    DeleteSchedule: deleteSchedule,
    DeleteScheduleGroup: deleteScheduleGroup,
    GetSchedule: getSchedule,
    GetScheduleGroup: getScheduleGroup,
    ListScheduleGroups: listScheduleGroups,
    ListSchedules: listSchedules,
    UpdateSchedule: updateSchedule,
  },
  invalid: validation,
};
