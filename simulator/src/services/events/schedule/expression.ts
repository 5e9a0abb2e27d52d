import { dayOfMonth, dayOfWeek, months, numbers } from './fields';
import { instantOf, wallClockOf } from './time-zone';

/** When a schedule is due. */
export interface Schedule {
  readonly kind: 'rate' | 'cron' | 'at';
  /** for rates: milliseconds between two times */
  readonly every?: number;
  /** the first time after `after`, undefined if there is none; rates count from `after` */
  next(after: number): number | undefined;
}

const MINUTE = 60_000;
const UNITS: Readonly<Record<string, number>> = { minute: MINUTE, hour: 60 * MINUTE, day: 24 * 60 * MINUTE };
const LAST_YEAR = 2199;
const HORIZON_DAYS = 366 * 8;

/** Reads `rate(…)`, `cron(…)` or `at(…)`; undefined for anything else. */
export function parseSchedule(expression: string, timeZone = 'UTC'): Schedule | undefined {
  const [, kind, inner = ''] = /^(rate|cron|at)\((.*)\)$/.exec(expression.trim()) ?? [];
  if (kind === 'rate') return rate(inner);
  if (kind === 'cron') return cron(inner, timeZone);
  return kind === 'at' ? at(inner, timeZone) : undefined;
}

function rate(inner: string): Schedule | undefined {
  const [, value, unit = '', plural] = /^(\d+) (minute|hour|day)(s?)$/.exec(inner) ?? [];
  const count = Number(value);
  const milliseconds = UNITS[unit];
  // AWS requires `1 minute` but `2 minutes`
  if (milliseconds === undefined || count < 1 || (count === 1) !== (plural === '')) return undefined;
  const every = count * milliseconds;
  return { kind: 'rate', every, next: (after) => after + every };
}

function at(inner: string, timeZone: string): Schedule | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(inner)) return undefined;
  const wall = Date.parse(`${inner}Z`);
  if (Number.isNaN(wall)) return undefined;
  const time = instantOf(wall, timeZone);
  return { kind: 'at', next: (after) => (time > after ? time : undefined) };
}

function cron(inner: string, timeZone: string): Schedule | undefined {
  const [minuteField = '', hourField = '', date = '', month = '', day = '', year, ...more] = inner.trim().split(/\s+/);
  if (year === undefined || more.length > 0 || (date === '?') === (day === '?')) return undefined;
  const [minutes, hours, inMonths] = [numbers(minuteField, 0, 59), numbers(hourField, 0, 23), months(month)];
  const [onDate, onDay, years] = [dayOfMonth(date), dayOfWeek(day), numbers(year, 1970, LAST_YEAR)];
  if (!minutes || !hours || !inMonths || !onDate || !onDay || !years) return undefined;
  const times = [...hours]
    .flatMap((hour) => [...minutes].map((minute) => (hour * 60 + minute) * MINUTE))
    .sort((a, b) => a - b);
  const fits = (midnight: number): boolean => {
    const moment = new Date(midnight);
    const calendar = { year: moment.getUTCFullYear(), month: moment.getUTCMonth() + 1, date: moment.getUTCDate() };
    return years.has(calendar.year) && inMonths.has(calendar.month) && onDate(calendar) && onDay(calendar);
  };
  return { kind: 'cron', next: (after) => nextOf(after, times, fits, timeZone) };
}

function nextOf(
  after: number,
  times: readonly number[],
  fits: (midnight: number) => boolean,
  timeZone: string,
): number | undefined {
  const dayLength = UNITS.day ?? 0;
  const today = Math.floor(wallClockOf(after, timeZone) / dayLength) * dayLength;
  for (let ahead = 0; ahead < HORIZON_DAYS; ahead += 1) {
    const midnight = today + ahead * dayLength;
    if (!fits(midnight)) continue;
    const due = times.map((time) => instantOf(midnight + time, timeZone)).find((instant) => instant > after);
    if (due !== undefined) return due;
  }
  return undefined;
}
