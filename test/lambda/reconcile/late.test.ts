import { lateIn } from '../../../lambda/reconcile/drift';
import { metrics } from '../../../lambda/reconcile/metrics';
import type { Pending } from '../../../lambda/reconcile/plan';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-01-10T00:00:00Z');
const pending = (parts: Partial<Pending>): Pending => ({
  account: '333333333333',
  region: 'eu-west-1',
  service: 'guardduty',
  reason: 'InternalError',
  words: 'Internal error',
  hint: 'the next pass asks again',
  scope: 'account',
  soon: true,
  ...parts,
});
const hoursAgo = (joined: number | undefined, changed?: number) => ({
  times: () => () => ({
    joinedAt: joined === undefined ? undefined : NOW - joined * HOUR,
    changedAt: changed === undefined ? undefined : NOW - changed * HOUR,
  }),
});

test.each([
  ['joined two hours ago and needs minutes', pending({}), hoursAgo(2), 1],
  ['joined half an hour ago and needs minutes', pending({}), hoursAgo(0.5), 0],
  ['joined long ago and changed half an hour ago', pending({}), hoursAgo(999, 0.5), 0],
  ['M9: joined 47 hours ago and may need days', pending({ soon: false }), hoursAgo(47), 0],
  ['T2: joined 49 hours ago and may need days', pending({ soon: false }), hoursAgo(49), 1],
  ['has no known times', pending({}), hoursAgo(undefined), 0],
  ['blocks the whole rollout after its deployment', pending({ scope: 'rollout' }), hoursAgo(undefined), 1],
] as const)('an account that %s', (_, each, controller, late) => {
  expect(lateIn(controller, undefined, [each], NOW)).toHaveLength(late);
});

test('N9: counts above zero are metrics in the embedded metric format; a pass that finds nothing sends none', () => {
  const quiet = {
    service: 'guardduty',
    region: 'eu-west-1',
    covered: [],
    expected: 0,
    exceptions: [pending({ reason: 'AccountSuspended' })],
    pending: [pending({})],
    notes: [],
    applied: [],
    remaining: [],
    withheld: [],
    drift: [],
    late: [],
  } as const;
  expect(metrics(quiet, NOW)).toEqual({ Service: 'guardduty', Region: 'eu-west-1', Exceptions: 0, Drift: 0 });
  const found = {
    ...quiet,
    exceptions: [...quiet.exceptions, pending({ reason: 'RegionDisabled' })],
    late: [pending({})],
  };
  expect(metrics(found, NOW)).toEqual({
    _aws: {
      Timestamp: NOW,
      CloudWatchMetrics: [
        {
          Namespace: 'Muster',
          Dimensions: [['Service', 'Region']],
          Metrics: [{ Name: 'Exceptions', Unit: 'Count' }],
        },
      ],
    },
    Service: 'guardduty',
    Region: 'eu-west-1',
    Exceptions: 2,
    Drift: 0,
  });
});
