/** The wall-clock time in a time zone at an instant, as if it were UTC. */
export function wallClockOf(instant: number, timeZone: string): number {
  if (timeZone === 'UTC') return instant;
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(instant);
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = [
    'year',
    'month',
    'day',
    'hour',
    'minute',
    'second',
  ].map((type) => Number(parts.find((part) => part.type === type)?.value));
  return Date.UTC(year, month - 1, day, hour, minute, second) + (instant % 1000);
}

/** The instant at which clocks in a time zone show `wall`; a time that daylight saving skips is an hour later. */
export function instantOf(wall: number, timeZone: string): number {
  const guess = wall - (wallClockOf(wall, timeZone) - wall);
  return guess - (wallClockOf(guess, timeZone) - wall);
}

/** Whether a name is that of a time zone. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}
