import { parseSchedule, type Schedule as Times } from '../events/schedule/expression';
import type { Schedule } from './state';

/** When a schedule is due; undefined for an invalid expression. Unlike rules, schedules accept `rate(1 hours)` too. */
export function timesOf({
  ScheduleExpression = '',
  ScheduleExpressionTimezone,
}: Pick<Schedule['settings'], 'ScheduleExpression' | 'ScheduleExpressionTimezone'>): Times | undefined {
  const exact = ScheduleExpression.replace(/^rate\(1 (minute|hour|day)s\)$/, 'rate(1 $1)');
  return parseSchedule(exact, ScheduleExpressionTimezone);
}
