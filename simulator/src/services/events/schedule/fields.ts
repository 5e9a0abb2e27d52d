const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** A calendar day in the form that the day fields of a cron expression use. */
export interface Day {
  readonly year: number;
  /** 1 to 12 */
  readonly month: number;
  /** 1 to 31 */
  readonly date: number;
}

/** The values of a field of plain numbers: `*`, lists, ranges and steps. Undefined if it is invalid. */
export function numbers(
  field: string,
  least: number,
  most: number,
  names: readonly string[] = [],
): Set<number> | undefined {
  const values = new Set<number>();
  for (const part of field.split(',')) {
    const [, range = '', step] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? [];
    const bounds = boundsOf(range, step !== undefined, least, most, names);
    if (!bounds || (step !== undefined && Number(step) < 1)) return undefined;
    for (let value = bounds[0]; value <= bounds[1]; value += Number(step ?? 1)) values.add(value);
  }
  return values;
}

function boundsOf(
  range: string,
  stepped: boolean,
  least: number,
  most: number,
  names: readonly string[],
): readonly [number, number] | undefined {
  if (range === '*' || range === '?') return [least, most];
  const [first = '', last] = range.split('-');
  const from = numberIn(first, names, least);
  const to = last === undefined ? (stepped ? most : from) : numberIn(last, names, least);
  return from >= least && to <= most && from <= to ? [from, to] : undefined;
}

function numberIn(text: string, names: readonly string[], least: number): number {
  const name = names.indexOf(text.toUpperCase());
  if (name >= 0) return name + least;
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

/** The month field, by number or name. */
export const months = (field: string): Set<number> | undefined => numbers(field, 1, 12, MONTHS);

/** Whether a day fits the day-of-month field: numbers, `L` (the last day), `15W` (the weekday nearest to the 15th). */
export function dayOfMonth(field: string): ((day: Day) => boolean) | undefined {
  if (field === '?') return () => true;
  if (field === 'L') return (day) => day.date === lastDate(day);
  const nearest = /^(\d{1,2})W$/.exec(field)?.[1];
  if (nearest !== undefined) return (day) => day.date === nearestWeekday(day, Number(nearest));
  const values = numbers(field, 1, 31);
  return values && (({ date }) => values.has(date));
}

/** Whether a day fits the day-of-week field: 1 to 7 or SUN to SAT, `6L` (the last Friday), `3#2` (the second Tuesday). */
export function dayOfWeek(field: string): ((day: Day) => boolean) | undefined {
  if (field === '?') return () => true;
  if (field === 'L') return (day) => weekday(day) === 7;
  const [, last, ordinalDay, ordinal] = /^(?:(\w+)L|(\w+)#([1-5]))$/.exec(field) ?? [];
  const named = numbers(last ?? ordinalDay ?? field, 1, 7, DAYS);
  if (!named) return undefined;
  if (last !== undefined) return (day) => named.has(weekday(day)) && day.date + 7 > lastDate(day);
  if (ordinal !== undefined) return (day) => named.has(weekday(day)) && Math.ceil(day.date / 7) === Number(ordinal);
  return (day) => named.has(weekday(day));
}

function weekday({ year, month, date }: Day): number {
  return new Date(Date.UTC(year, month - 1, date)).getUTCDay() + 1;
}

function lastDate({ year, month }: Day): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function nearestWeekday(day: Day, wanted: number): number {
  const date = Math.min(wanted, lastDate(day));
  const on = weekday({ ...day, date });
  if (on === 7) return date > 1 ? date - 1 : date + 2;
  if (on === 1) return date < lastDate(day) ? date + 1 : date - 2;
  return date;
}
