/** The time between two passes, from a schedule expression of EventBridge Scheduler. */

const HOUR = 60;
const DAY = 24 * HOUR;
const MINUTES: Readonly<Record<string, number>> = { minute: 1, hour: HOUR, day: DAY };

/**
 * The longest time between two passes, in minutes: exact for a rate; for cron an upper bound, which is an hour, the step of
 * the hours, a day or a week.
 */
export function longestInterval(schedule: string): number {
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(schedule) ?? [];
  if (count !== undefined) return Number(count) * (MINUTES[unit] ?? HOUR);
  const [, hours = '*', dayOfMonth = '*', , dayOfWeek = '?'] = schedule.replace(/^cron\(|\)$/g, '').split(' ');
  if (![dayOfMonth, dayOfWeek].every((field) => /^[*?]$/.test(field))) return 7 * DAY;
  if (hours === '*') return HOUR;
  const [, step] = /^(?:\*|0)\/(\d+)$/.exec(hours) ?? [];
  return step === undefined ? DAY : Math.min(Number(step) * HOUR, DAY);
}
