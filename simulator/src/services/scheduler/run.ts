import type { World } from '../../contract/world';
import { AwsError } from '../../kernel/aws-error';
import type { Timer } from '../../kernel/clock';
import { ids } from '../../kernel/ids';
import { DeliveryFailure, failureOf } from '../events/delivery/failure';
import { recordMetric } from '../monitoring/record-metric';
import { timesOf } from './expression';
import { invocations, type Schedule, type ScheduledInvocation, schedules } from './state';
import { deadLetter, invokeTarget } from './target';

const RETRIES = 185;
const AGE_SECONDS = 86_400;
const LONGEST_WAIT_SECONDS = 600;
const REMEMBERED = 500;

const timers = new WeakMap<Schedule, Timer>();

/**
 * Starts, restarts or ends a schedule according to its settings. A rate without a start date is due at once, then after each
 * period.
 */
export function reschedule(world: World, schedule: Schedule): void {
  unschedule(schedule);
  if (schedule.settings.State === 'DISABLED') return;
  const { clock } = world;
  const start = schedule.settings.StartDate?.getTime() ?? clock.now();
  const parsed = timesOf(schedule.settings);
  const first = parsed?.kind === 'rate' ? Math.max(start, clock.now()) : parsed?.next(Math.max(start, clock.now()) - 1);
  if (parsed && first !== undefined) arm(world, schedule, first);
}

/** Ends a schedule. */
export function unschedule(schedule: Schedule): void {
  timers.get(schedule)?.cancel();
  timers.delete(schedule);
}

function arm(world: World, schedule: Schedule, due: number): void {
  const { clock } = world;
  const end = schedule.settings.EndDate?.getTime() ?? Number.POSITIVE_INFINITY;
  if (due > end) {
    complete(world, schedule);
    return;
  }
  const timer = clock.after((due - clock.now()) / 1000, () => {
    const next = timesOf(schedule.settings)?.next(due);
    if (next === undefined) complete(world, schedule);
    else arm(world, schedule, next);
    return clock.background(fire(world, schedule, due));
  });
  timers.set(schedule, timer);
}

/** Completes a schedule without a further time: it stays, unless its settings delete it. */
function complete(world: World, schedule: Schedule): void {
  if (schedule.settings.ActionAfterCompletion !== 'DELETE') return;
  world.state.at(schedules, schedule.accountId, schedule.region).delete(`${schedule.group}/${schedule.name}`);
}

async function fire(world: World, schedule: Schedule, due: number): Promise<void> {
  const invocation: ScheduledInvocation = {
    executionId: ids.uuid(),
    schedule: `${schedule.group}/${schedule.name}`,
    scheduledTime: new Date(due).toISOString().replace(/\.\d+Z$/, 'Z'),
    attempts: 0,
    outcome: 'pending',
  };
  const all = world.state.at(invocations, schedule.accountId, schedule.region);
  all.push(invocation);
  if (all.length > REMEMBERED) all.shift();
  await attempt(world, schedule, invocation, due);
}

async function attempt(world: World, schedule: Schedule, invocation: ScheduledInvocation, due: number): Promise<void> {
  invocation.attempts += 1;
  count(world, schedule, 'InvocationAttemptCount');
  const input = inputOf(schedule, invocation);
  try {
    await invokeTarget(schedule, input, groupArn(schedule), world);
    invocation.outcome = 'delivered';
  } catch (error) {
    if (!(error instanceof AwsError || error instanceof DeliveryFailure)) throw error;
    const failure = error instanceof AwsError ? failureOf(error) : error;
    invocation.error = `${failure.code}: ${failure.message}`;
    count(world, schedule, 'TargetErrorCount');
    const { MaximumRetryAttempts = RETRIES, MaximumEventAgeInSeconds = AGE_SECONDS } =
      schedule.settings.Target?.RetryPolicy ?? {};
    const young = world.clock.now() - due < MaximumEventAgeInSeconds * 1000;
    if (failure.retriable && young && invocation.attempts <= MaximumRetryAttempts)
      retryLater(world, schedule, invocation, due);
    else await giveUp(world, schedule, invocation, failure, input);
  }
}

function retryLater(world: World, schedule: Schedule, invocation: ScheduledInvocation, due: number): void {
  const { clock } = world;
  invocation.outcome = 'retrying';
  const seconds = Math.min(2 ** (invocation.attempts - 1), LONGEST_WAIT_SECONDS);
  clock.after(seconds, () => clock.background(attempt(world, schedule, invocation, due)));
}

async function giveUp(
  world: World,
  schedule: Schedule,
  invocation: ScheduledInvocation,
  failure: DeliveryFailure,
  input: string,
): Promise<void> {
  invocation.outcome = 'dropped';
  count(world, schedule, 'InvocationDroppedCount');
  if (schedule.settings.Target?.DeadLetterConfig?.Arn === undefined) return;
  const attributes = {
    SCHEDULE_ARN: schedule.arn,
    TARGET_ARN: schedule.settings.Target.Arn ?? '',
    SCHEDULED_TIME: invocation.scheduledTime,
    EXECUTION_ID: invocation.executionId,
    ERROR_CODE: failure.code,
    ERROR_MESSAGE: failure.message,
    RETRY_ATTEMPTS: String(invocation.attempts - 1),
  };
  try {
    await deadLetter(schedule, input, attributes, groupArn(schedule), world);
    invocation.outcome = 'dead-lettered';
    count(world, schedule, 'InvocationsSentToDeadLetterCount');
  } catch (error) {
    if (!(error instanceof AwsError || error instanceof DeliveryFailure)) throw error;
    invocation.error += `; dead-letter queue: ${error.message}`;
    count(world, schedule, 'InvocationsFailedToBeSentToDeadLetterCount');
  }
}

/** The schedule's input with its context attributes filled in. */
function inputOf(schedule: Schedule, { executionId, scheduledTime, attempts }: ScheduledInvocation): string {
  return (schedule.settings.Target?.Input ?? '{}')
    .replaceAll('<aws.scheduler.schedule-arn>', schedule.arn)
    .replaceAll('<aws.scheduler.scheduled-time>', scheduledTime)
    .replaceAll('<aws.scheduler.execution-id>', executionId)
    .replaceAll('<aws.scheduler.attempt-number>', String(attempts));
}

function groupArn({ arn, group }: Schedule): string {
  return arn.replace(/:schedule\/.*$/, `:schedule-group/${group}`);
}

function count(world: World, schedule: Schedule, name: string): void {
  recordMetric(world, schedule, {
    namespace: 'AWS/Scheduler',
    name,
    dimensions: { ScheduleGroup: schedule.group },
    value: 1,
  });
}
