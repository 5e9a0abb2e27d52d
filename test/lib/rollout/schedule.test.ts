import { longestInterval } from '../../../lib/rollout/schedule';

const HOUR = 60;
const DAY = 24 * HOUR;

test.each([
  ['rate(1 hour)', HOUR],
  ['rate(15 minutes)', 15],
  ['rate(7 days)', 7 * DAY],
  ['cron(0 * * * ? *)', HOUR],
  ['cron(0 */6 * * ? *)', 6 * HOUR],
  ['cron(30 6 * * ? *)', DAY],
  ['cron(0 6,18 * * ? *)', DAY],
  ['cron(0 6 ? * MON-FRI *)', 7 * DAY],
])('two passes with schedule %s are at most %i minutes apart', (schedule, minutes) => {
  expect(longestInterval(schedule)).toBe(minutes);
});
