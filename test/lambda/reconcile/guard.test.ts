import { guarded, retain, stopWhenBlocked } from '../../../lambda/reconcile/guard';
import { type Exception, planOf } from '../../../lambda/reconcile/plan';

const act = (type: string) => ({ type, region: 'eu-west-1' });
const exception = (scope: Exception['scope']): Exception => ({
  account: '333333333333',
  region: 'eu-west-1',
  service: 'guardduty',
  reason: 'Refused',
  words: 'no',
  hint: 'ask',
  scope,
});

test('retain strips what switches off, disassociates or deletes, and says so', () => {
  const plan = planOf({ actions: [act('CreateMembers'), act('DisassociateMembers'), act('DeleteDetector')] });
  const { actions, notes } = retain(plan);
  expect(actions).toEqual([act('CreateMembers')]);
  expect(notes).toEqual([
    'retained, because onRemoval is retain: DisassociateMembers in eu-west-1, DeleteDetector in eu-west-1',
  ]);
});

test('a rollout that is blocked as a whole keeps no action', () => {
  const plan = planOf({ actions: [act('CreateMembers')], blocked: [exception('rollout')] });
  expect(guarded(plan, [retain, stopWhenBlocked]).actions).toEqual([]);
});

test('one account that is blocked holds up nobody else', () => {
  const plan = planOf({ actions: [act('CreateMembers')], blocked: [exception('account')] });
  expect(guarded(plan, [retain, stopWhenBlocked])).toBe(plan);
});
