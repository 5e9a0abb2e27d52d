import { Attempts } from '../../../lambda/reconcile/attempts';
import { RolloutError } from '../../../lambda/reconcile/errors';

const create = (...ids: string[]) => ({
  type: 'CreateMembers',
  region: 'eu-west-1',
  accounts: ids.map((id) => ({ id })),
});

test('accounts that were tried are distinguished from accounts that were not', () => {
  const attempts = new Attempts();
  attempts.add(create('1', '2'));
  expect(attempts.divide([create('2', '3')])).toEqual({ fresh: [create('3')], again: [create('2')] });
});

test('the same accounts in another action, or in another region, were not tried', () => {
  const attempts = new Attempts();
  attempts.add(create('1'));
  const elsewhere = { ...create('1'), region: 'us-east-1' };
  const other = { ...create('1'), type: 'StartMonitoringMembers' };
  expect(attempts.divide([elsewhere, other]).fresh).toEqual([elsewhere, other]);
});

test('the reason for the failure of an action is remembered for all actions of its type', () => {
  const attempts = new Attempts();
  const error = new RolloutError('Throttled', 'too many');
  attempts.fail(create('1'), error);
  expect(attempts.failureOf(create('2'))).toBe(error);
  expect(attempts.failureOf({ type: 'CreateDetector', region: 'eu-west-1' })).toBeUndefined();
});
