import type { Controller } from '../../../lambda/reconcile/controller';
import type { DesiredState } from '../../../lambda/reconcile/desired';
import type { Effect } from '../../../lambda/reconcile/effect';
import type { GuardedPlan } from '../../../lambda/reconcile/guard';
import { type Action, type Exception, planOf } from '../../../lambda/reconcile/plan';
import { withheldAccounts } from '../../../lambda/reconcile/withheld';

const CALLER = '222222222222';
const SHOP = '333333333333';
const BANK = '444444444444';
const region = 'eu-west-1';

const EFFECTS: Readonly<Record<string, Effect>> = {
  CreateMembers: 'protects',
  UpdateMemberDetectors: 'lessens',
  ForgetMembers: 'settles',
  ReleaseFormerMembers: 'replaces',
  DeleteMembers: 'destroys',
};
const controller = {
  registration: { service: 'guardduty' },
  effects: EFFECTS,
  describe: ({ type, accounts = [] }: Action) => `${type} ${accounts.map(({ id }) => id)}`,
} as unknown as Controller<DesiredState, unknown, Action>;

const about = (account: string, scope: Exception['scope'], reason: string): Exception => ({
  account,
  region,
  service: 'guardduty',
  reason,
  words: 'no',
  hint: 'ask',
  scope,
});
const BLOCKER = about(CALLER, 'rollout', 'UnsafePlan');
const act = (type: string, ...ids: string[]): Action => ({ type, region, accounts: ids.map((id) => ({ id })) });
const named = (plan: Partial<GuardedPlan<Action>>, covered: string[] = []) =>
  withheldAccounts(controller, { ...planOf({ blocked: [BLOCKER] }), withheld: [], ...plan }, covered);

test('K5: each account that a refused plan would have covered is named, with the reason and its own action', () => {
  expect(named({ withheld: [act('CreateMembers', SHOP, BANK)] })).toEqual(
    [SHOP, BANK].map((account) => ({
      account,
      region,
      service: 'guardduty',
      reason: 'Withheld',
      words: `UnsafePlan blocks every change in eu-west-1, this one as well: CreateMembers ${account}`,
      hint: 'ask',
      scope: 'account',
    })),
  );
});

test('an account is named once, even if several actions concern it', () => {
  const withheld = [act('CreateMembers', SHOP), act('UpdateMemberDetectors', SHOP)];
  expect(named({ withheld }).map(({ account }) => account)).toEqual([SHOP]);
});

test('an account that is covered, excepted or waited for is not named again', () => {
  const withheld = [act('UpdateMemberDetectors', SHOP, BANK, CALLER, '555555555555')];
  const pending = [{ ...about(BANK, 'account', 'AccountNotActive'), soon: true }];
  const blocked = [BLOCKER, about('555555555555', 'account', 'Refused')];
  expect(named({ withheld, pending, blocked }, [SHOP])).toEqual([]);
});

test.each(['ForgetMembers', 'ReleaseFormerMembers', 'DeleteMembers'])(
  'an account that %s would not have covered is not named',
  (type) => {
    expect(named({ withheld: [act(type, SHOP)] })).toEqual([]);
  },
);

test('an action without accounts names none: the exception of the rollout names the account that calls AWS', () => {
  expect(named({ withheld: [{ type: 'CreateMembers', region }] })).toEqual([]);
});

test('while only observing, without anything that blocks the rollout, no account is named', () => {
  const blocked = [about(BANK, 'account', 'Refused')];
  expect(named({ withheld: [act('CreateMembers', SHOP)], blocked })).toEqual([]);
});
