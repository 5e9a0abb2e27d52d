/** A moment in UTC and, if another zone is configured, in that zone too: `2026-11-24 04:05 UTC (13:05 Asia/Tokyo)`. */
export function moment(time: number, timeZone: string): string;
export function moment(time: number | undefined, timeZone: string): string | undefined;
export function moment(time: number | undefined, timeZone: string): string | undefined {
  if (time === undefined) return undefined;
  const utc = inZone(time, 'UTC');
  const there = inZone(time, timeZone);
  if (timeZone === 'UTC') return `${utc.day} ${utc.time} UTC`;
  const local = there.day === utc.day ? there.time : `${there.day} ${there.time}`;
  return `${utc.day} ${utc.time} UTC (${local} ${timeZone})`;
}

function inZone(time: number, timeZone: string): { day: string; time: string } {
  // Sweden writes a date as ISO does
  const [day = '', clock = ''] = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
    .format(time)
    .split(' ');
  return { day, time: clock };
}
