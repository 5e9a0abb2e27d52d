import { isAssumable } from '../../contract/role-access';
import type { Call } from '../../contract/service';
import { isTimeZone } from '../events/schedule/time-zone';
import { validation } from './errors';
import { timesOf } from './expression';
import type { Schedule } from './state';
import { isKnownTarget } from './target';

/** Refuses a schedule's settings as CreateSchedule and UpdateSchedule do. */
export async function checkSettings(settings: Schedule['settings'], groupArn: string, call: Call): Promise<void> {
  const {
    ScheduleExpression = '',
    ScheduleExpressionTimezone: timeZone = 'UTC',
    Target,
    FlexibleTimeWindow,
  } = settings;
  if (!isTimeZone(timeZone)) throw validation(`Invalid Schedule Timezone: ${timeZone}.`);
  if (!timesOf(settings)) throw validation(`Invalid Schedule Expression ${ScheduleExpression}.`);
  if (FlexibleTimeWindow?.Mode === 'FLEXIBLE' && FlexibleTimeWindow.MaximumWindowInMinutes === undefined)
    throw validation('MaximumWindowInMinutes must be provided when Mode is FLEXIBLE.');
  const { Arn = '', RoleArn = '', Input } = Target ?? {};
  if (!isKnownTarget(Arn)) throw validation(`Provided Arn is not in correct format or not simulated: ${Arn}.`);
  if (Input !== undefined && !isJson(Input))
    throw validation('Invalid RequestJson provided. Reason Input must be JSON.');
  const use = { roleArn: RoleArn, service: 'scheduler.amazonaws.com', region: call.region, sourceArn: groupArn };
  if (!(await isAssumable(use, call.world)))
    throw validation('The execution role you provide must allow AWS EventBridge Scheduler to assume the role.');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
