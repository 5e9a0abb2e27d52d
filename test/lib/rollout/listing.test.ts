import { listingTimes } from '../../../lib/rollout/listing';

test.each([
  ['rate(1 hour)', 'rate(1 hour)', 150],
  ['rate(7 days)', 'rate(1 hour)', 150],
  ['rate(60 minutes)', 'rate(1 hour)', 150],
  ['rate(15 minutes)', 'rate(15 minutes)', 60],
  ['rate(1 minute)', 'rate(1 minute)', 32],
  ['cron(0 6 * * ? *)', 'rate(1 hour)', 150],
])('regions with schedule %s use a listing with schedule %s for %i minutes', (schedule, listed, maxAgeMinutes) => {
  expect(listingTimes(schedule)).toEqual({ schedule: listed, maxAgeMinutes });
});
