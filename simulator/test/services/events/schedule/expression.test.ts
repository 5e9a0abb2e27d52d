import { parseSchedule } from '../../../../src/services/events/schedule/expression';

const next = (expression: string, after: string, zone = 'UTC'): string | undefined => {
  const due = parseSchedule(expression, zone)?.next(Date.parse(after));
  return due === undefined ? undefined : new Date(due).toISOString();
};

describe('a schedule expression', () => {
  test.each([
    ['rate(1 hour)', '2026-01-01T00:00:00Z', '2026-01-01T01:00:00.000Z'],
    ['rate(15 minutes)', '2026-01-01T00:00:00Z', '2026-01-01T00:15:00.000Z'],
    ['rate(2 days)', '2026-01-01T00:00:00Z', '2026-01-03T00:00:00.000Z'],
    ['cron(0 12 * * ? *)', '2026-01-01T12:00:00Z', '2026-01-02T12:00:00.000Z'],
    ['cron(0/15 8-9 ? * MON-FRI *)', '2026-01-02T09:50:00Z', '2026-01-05T08:00:00.000Z'],
    ['cron(0 0 L * ? *)', '2026-02-01T00:00:00Z', '2026-02-28T00:00:00.000Z'],
    ['cron(0 0 1W * ? *)', '2026-08-01T00:00:00Z', '2026-08-03T00:00:00.000Z'],
    ['cron(0 0 ? * 6L *)', '2026-01-01T00:00:00Z', '2026-01-30T00:00:00.000Z'],
    ['cron(0 0 ? * TUE#2 *)', '2026-01-01T00:00:00Z', '2026-01-13T00:00:00.000Z'],
    ['cron(0 0 29 FEB ? *)', '2026-01-01T00:00:00Z', '2028-02-29T00:00:00.000Z'],
    ['cron(0 0 1 1 ? 2020)', '2026-01-01T00:00:00Z', undefined],
    ['at(2026-05-01T10:00:00)', '2026-01-01T00:00:00Z', '2026-05-01T10:00:00.000Z'],
    ['at(2025-05-01T10:00:00)', '2026-01-01T00:00:00Z', undefined],
  ])('%s is due after %s at %s', (expression, after, due) => {
    expect(next(expression, after)).toBe(due);
  });

  test.each([
    ['2026-01-10T00:00:00Z', '2026-01-10T08:00:00.000Z'],
    ['2026-07-10T00:00:00Z', '2026-07-10T07:00:00.000Z'],
  ])('follows daylight saving in its time zone (%s)', (after, due) => {
    expect(next('cron(0 9 * * ? *)', after, 'Europe/Berlin')).toBe(due);
  });

  test.each([
    'rate(1 hours)',
    'rate(2 hour)',
    'rate(0 minutes)',
    'rate(1 week)',
    'cron(0 12 * * * *)',
    'cron(0 12 ? * ? *)',
    'cron(60 12 * * ? *)',
    'cron(0 12 * * ?)',
    'at(2026-05-01)',
    'every hour',
  ])('%s is invalid', (expression) => {
    expect(parseSchedule(expression)).toBeUndefined();
  });
});
