import type { CreateScheduleCommandInput } from '@aws-sdk/client-scheduler';
import { Slot } from '../../kernel/slot';

export interface Schedule {
  readonly name: string;
  readonly group: string;
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  readonly createdAt: number;
  modifiedAt: number;
  /** as given to CreateSchedule or UpdateSchedule */
  settings: Omit<CreateScheduleCommandInput, 'Name' | 'GroupName' | 'ClientToken'>;
}

export interface ScheduleGroup {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  modifiedAt: number;
  tags: Record<string, string>;
}

/** The outcome of one due time of a schedule. */
export interface ScheduledInvocation {
  readonly executionId: string;
  readonly schedule: string;
  readonly scheduledTime: string;
  attempts: number;
  outcome: 'pending' | 'delivered' | 'retrying' | 'dead-lettered' | 'dropped';
  error?: string;
}

/** By `group/name`. */
export const schedules = new Slot('scheduler', 'schedules', () => new Map<string, Schedule>());

/** The created groups; every account also has `default`. */
export const scheduleGroups = new Slot('scheduler', 'scheduleGroups', () => new Map<string, ScheduleGroup>());

/** The most recent invocations, oldest first. */
export const invocations = new Slot('scheduler', 'invocations', (): ScheduledInvocation[] => []);
