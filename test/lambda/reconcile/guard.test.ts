import type { Effect } from '../../../lambda/reconcile/effect';
import { guarded, type Situation } from '../../../lambda/reconcile/guard';
import { type Action, type Exception, planOf } from '../../../lambda/reconcile/plan';

const accounts = (count: number) => Array.from({ length: count }, (_, at) => ({ id: String(300000000000 + at) }));
const act = (type: string, count?: number): Action => ({
  type,
  region: 'eu-west-1',
  ...(count === undefined ? {} : { accounts: accounts(count) }),
});
const exception = (scope: Exception['scope']): Exception => ({
  account: '333333333333',
  region: 'eu-west-1',
  service: 'guardduty',
  reason: 'Refused',
  words: 'no',
  hint: 'ask',
  scope,
});

type Settings = Situation<Action>['settings'];

const EFFECTS: Readonly<Record<string, Effect>> = {
  CreateMembers: 'protects',
  UpdateDetector: 'lessens',
  UpdateMemberDetectors: 'lessens',
  ReleaseFormerMembers: 'replaces',
  ForgetMembers: 'settles',
};

/** 200 protected accounts; every account of an UpdateMemberDetectors loses a plan. */
const situation = (settings: Partial<Settings> = {}, parts: Partial<Situation<Action>> = {}): Situation<Action> => ({
  service: 'guardduty',
  region: 'eu-west-1',
  caller: '222222222222',
  settings: { mode: 'enforce', guard: { maxRemovedShare: 0.1, minimum: 10 }, onRemoval: 'retain', ...settings },
  leaving: false,
  protectedNow: 200,
  effectOf: ({ type }) => EFFECTS[type] ?? 'destroys',
  losing: ({ type, accounts: some = [] }) => (type === 'UpdateMemberDetectors' ? some.map(({ id }) => id) : []),
  ...parts,
});

test('retain withholds actions that switch off, disassociate or delete, and says so', () => {
  const plan = planOf({ actions: [act('CreateMembers'), act('DisassociateMembers', 1), act('DeleteDetector')] });
  const { actions, notes, withheld } = guarded(plan, situation());
  expect(actions).toEqual([act('CreateMembers')]);
  expect(withheld).toEqual([act('DisassociateMembers', 1), act('DeleteDetector')]);
  expect(notes).toEqual([
    'retained, because onRemoval is retain: DisassociateMembers in eu-west-1, DeleteDetector in eu-west-1',
  ]);
});

test.each(['ReleaseFormerMembers', 'ForgetMembers'])(
  'retain lets through actions that the configuration names, and actions that only clean up: %s',
  (type) => {
    const plan = planOf({ actions: [act(type, 200)] });
    expect(guarded(plan, situation())).toEqual({ ...plan, withheld: [] });
  },
);

test('a rollout that is blocked as a whole keeps no action', () => {
  const plan = planOf({ actions: [act('CreateMembers')], blocked: [exception('rollout')] });
  expect(guarded(plan, situation())).toMatchObject({ actions: [], withheld: [act('CreateMembers')] });
});

test('one account that is blocked does not affect the others', () => {
  const plan = planOf({ actions: [act('CreateMembers')], blocked: [exception('account')] });
  expect(guarded(plan, situation())).toEqual({ ...plan, withheld: [] });
});

test('observe withholds every action, and reports each', () => {
  const plan = planOf({ actions: [act('CreateMembers'), act('UpdateDetector')] });
  expect(guarded(plan, situation({ mode: 'observe' }))).toMatchObject({ actions: [], withheld: plan.actions });
});

describe('a plan that leaves accounts with less protection', () => {
  test.each([
    [20, 200, 'a tenth of them'],
    [10, 20, 'the number that is always allowed'],
    [4, 8, 'half of them, if there are few'],
    [1, 1, 'the only one at the beginning of a rollout'],
  ])('is let through for %d of %d: %s', (count, protectedNow) => {
    const plan = planOf({ actions: [act('UpdateMemberDetectors', count)] });
    expect(guarded(plan, situation({}, { protectedNow }))).toMatchObject({ actions: plan.actions, blocked: [] });
  });

  test.each(['UpdateMemberDetectors', 'DisassociateMembers', 'DeleteMembers', 'StopMonitoringMembers'])(
    'is refused as a whole beyond that, with the counts and the setting: %s',
    (type) => {
      const plan = planOf({ actions: [act('CreateMembers', 3), act(type, 21)] });
      const { actions, blocked, withheld } = guarded(plan, situation({ onRemoval: 'disable' }));
      expect(actions).toEqual([]);
      expect(withheld).toEqual(plan.actions);
      expect(blocked).toMatchObject([
        {
          reason: 'UnsafePlan',
          scope: 'rollout',
          words: expect.stringContaining(`21 of 200 would have less protection than now (${type}: 21 accounts)`),
          hint: 'if that is intended, set guard.maxRemovedShare to 0.11 for one deployment',
        },
      ]);
    },
  );

  test.each([
    [6, 10],
    [2, 3],
    [2, 2],
  ])('K5: is refused in a small organization too: %d of %d', (count, protectedNow) => {
    const plan = planOf({ actions: [act('UpdateMemberDetectors', count)] });
    const { actions, blocked } = guarded(plan, situation({}, { protectedNow }));
    expect(actions).toEqual([]);
    expect(blocked).toMatchObject([{ reason: 'UnsafePlan' }]);
  });

  test('counts an account once, however many of its actions reduce its protection', () => {
    const plan = planOf({ actions: [act('DisassociateMembers', 20), act('DeleteMembers', 20)] });
    expect(guarded(plan, situation({ onRemoval: 'disable' })).blocked).toEqual([]);
  });

  test('is let through with the setting that its refusal names', () => {
    const plan = planOf({ actions: [act('UpdateMemberDetectors', 21)] });
    const allowed = { guard: { maxRemovedShare: 0.11, minimum: 10 } };
    expect(guarded(plan, situation(allowed)).actions).toEqual(plan.actions);
  });

  test('is let through when the stack is deleted', () => {
    const plan = planOf({ actions: [act('DeleteMembers', 200)] });
    expect(guarded(plan, situation({ onRemoval: 'disable' }, { leaving: true })).actions).toEqual(plan.actions);
  });

  test('counts no account for an action without accounts, even if the limit is zero', () => {
    const plan = planOf({ actions: [act('DeleteDetector')] });
    const nothing = { onRemoval: 'disable', guard: { maxRemovedShare: 0, minimum: 0 } } as const;
    expect(guarded(plan, situation(nothing))).toMatchObject({ actions: plan.actions, blocked: [] });
  });
});
