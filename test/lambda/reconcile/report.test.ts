import type { Pending } from '../../../lambda/reconcile/plan';
import { evidence, type Report, summary } from '../../../lambda/reconcile/report';

const pending = (account: string, reason: string): Pending => ({
  account,
  region: 'eu-west-1',
  service: 'guardduty',
  reason,
  words: 'no',
  hint: 'ask',
  scope: 'account',
  soon: true,
});

const report = (parts: Partial<Report> = {}): Report => ({
  service: 'guardduty',
  region: 'eu-west-1',
  covered: ['1', '2'],
  expected: 3,
  exceptions: [],
  pending: [],
  notes: [],
  applied: [],
  remaining: [],
  withheld: [],
  unknown: [],
  drift: [],
  late: [],
  ...parts,
});

test('the summary counts every reason', () => {
  const exceptions = [pending('1', 'RegionDisabled'), pending('2', 'AccountSuspended'), pending('3', 'RegionDisabled')];
  expect(summary(report({ exceptions, remaining: ['more'] }))).toBe(
    '2 of 3 covered; exceptions: 3 (AccountSuspended 1, RegionDisabled 2); actions left: 1',
  );
});

test('the summary stays short however many reasons there are', () => {
  const exceptions = Array.from({ length: 500 }, (_, at) => pending(String(at), `Reason${at}`));
  expect(summary(report({ exceptions })).length).toBeLessThanOrEqual(1000);
});

test('evidence names exceptions, and counts those it leaves out', () => {
  const exceptions = Array.from({ length: 500 }, (_, at) => pending(String(at), 'RegionDisabled'));
  const line = evidence(report({ exceptions }));
  expect(line).toMatchObject({ covered: 2, exceptionCount: 500 });
  expect(line.exceptions).toHaveLength(200);
});
