import type { NotedRefusal } from '../../../../lambda/aws/guardduty/refusal-notes';
import type { Refusal } from '../../../../lambda/aws/refusals';
import type { GuardDutyObserved } from '../../../../lambda/controllers/guardduty/observe';
import { plan } from '../../../../lambda/controllers/guardduty/plan';
import { notRemembered } from '../../../../lambda/controllers/guardduty/plan/noted-refusals';
import { planMemory, refusedBefore } from '../../../../lambda/controllers/guardduty/plan/refused-before';
import { SECURITY } from '../../../accounts';
import { guardDuty } from '../../desired-states';
import { account, BANK, converged, detector, SHOP, withShop } from './observations';

const NOW = Date.parse('2026-01-02T00:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const kept = (id: string, operation = 'CreateMembers'): NotedRefusal => ({
  subject: id,
  operation,
  reason: 'Refused',
  words: 'no',
});
const refusal = (subject: string, parts: Partial<Refusal> = {}): Refusal => ({
  operation: 'CreateMembers',
  subject,
  reason: 'Refused',
  words: 'no',
  again: false,
  ...parts,
});
/** What a pass would do about two accounts, or others. */
const deciding = (kind: 'enrol' | 'resume' | 'member', ...ids: string[]) =>
  ids.map((id) => ({ account: account(id), decision: { kind } as const }));
const excepted = (...ids: string[]) =>
  ids.map((id) => ({
    account: account(id),
    decision: { kind: 'except', reason: 'Refused', words: 'no', hint: 'ask' } as const,
  }));
const remembering = (ago: number, refusals: NotedRefusal[], parts: Partial<GuardDutyObserved> = {}) =>
  converged({ ...parts, at: NOW, detector: detector({ notes: { members: { at: NOW - ago, refusals } } }) });

describe('what AWS refused in an earlier pass', () => {
  const both = deciding('enrol', SHOP, BANK);

  test('takes the place of asking again, in its words', () => {
    const decided = [...both, ...deciding('member', '555555555555')];
    expect([...refusedBefore(remembering(HOUR, [kept(SHOP), kept(BANK)]), decided)]).toEqual(
      [SHOP, BANK].map((id) => [id, refusal(id)]),
    );
    const resumed = remembering(HOUR, [kept(SHOP, 'StartMonitoringMembers')]);
    expect([...refusedBefore(resumed, deciding('resume', SHOP)).keys()]).toEqual([SHOP]);
  });

  test('is asked again after a day', () => {
    expect(refusedBefore(remembering(DAY - 1, [kept(SHOP), kept(BANK)]), both).size).toBe(2);
    expect(refusedBefore(remembering(DAY, [kept(SHOP), kept(BANK)]), both).size).toBe(0);
  });

  test('is asked again if the record is from further in the future than clocks may differ', () => {
    const minutes = (ahead: number) => refusedBefore(remembering(-ahead * 60_000, [kept(SHOP), kept(BANK)]), both).size;
    expect([minutes(14), minutes(15)]).toEqual([2, 0]);
  });

  test('is asked again with any account that it did not refuse, or refused in something else', () => {
    expect(refusedBefore(remembering(HOUR, [kept(SHOP)]), both).size).toBe(0);
    const other = remembering(HOUR, [kept(SHOP), kept(BANK, 'StartMonitoringMembers')]);
    expect(refusedBefore(other, both).size).toBe(0);
  });

  test('is asked again once the account joined or changed since', () => {
    const all = [kept(SHOP), kept(BANK)];
    const changedAt = (updatedAt: number) =>
      refusedBefore(remembering(HOUR, all, { members: [{ account: BANK, status: 'Removed', updatedAt }] }), both).size;
    expect([changedAt(NOW - 2 * HOUR), changedAt(NOW - HOUR), changedAt(NOW - HOUR + 1)]).toEqual([2, 2, 0]);
    const joined = [
      ...deciding('enrol', SHOP),
      { ...deciding('enrol', BANK)[0], account: { ...account(BANK), joinedAt: NOW } },
    ];
    expect(refusedBefore(remembering(HOUR, all), joined as typeof both).size).toBe(0);
  });

  test('is unknown without a detector, or before anything was refused', () => {
    expect(refusedBefore(converged({ at: NOW, detector: undefined }), both).size).toBe(0);
    expect(refusedBefore(converged({ at: NOW }), both).size).toBe(0);
  });
});

describe('what AWS refuses in this pass', () => {
  const memory = (
    observed: GuardDutyObserved,
    refusals: Refusal[],
    decided: Parameters<typeof planMemory>[2] = excepted(SHOP),
  ) => planMemory(guardDuty(), observed, decided, new Map(), refusals);
  const nothing = converged({ at: NOW });

  test('is remembered on the detector, by account', () => {
    expect(memory(nothing, [refusal(SHOP)])).toEqual([
      {
        type: 'RememberRefusals',
        region: 'eu-west-1',
        detector: `arn:aws:guardduty:eu-west-1:${SECURITY}:detector/12abc34d567e8fa901bc2d34e56789f0`,
        note: 'members',
        refusals: [kept(SHOP)],
      },
    ]);
  });

  test.each<[string, Refusal[], Parameters<typeof planMemory>[2]]>([
    ['while an account is still to be asked for', [refusal(SHOP)], [...excepted(SHOP), ...deciding('enrol', BANK)]],
    ['if it is transient', [refusal(SHOP, { again: true })], excepted(SHOP)],
    ['if it is about something else', [refusal(SHOP, { operation: 'UpdateMemberDetectors' })], excepted(SHOP)],
    ['if the account is a member all the same', [refusal(SHOP)], deciding('member', SHOP)],
    ['if AWS refuses to remember it', [refusal(SHOP), refusal('x', { operation: 'TagResource' })], excepted(SHOP)],
  ])('is not remembered %s', (_, refusals, decided) => {
    expect(memory(nothing, refusals, decided)).toEqual([]);
  });

  test('is remembered once, and again after a day', () => {
    expect(memory(remembering(HOUR, [kept(SHOP)]), [refusal(SHOP)])).toEqual([]);
    expect(memory(remembering(DAY, [kept(SHOP)]), [refusal(SHOP)])).toHaveLength(1);
    expect(memory(remembering(HOUR, [kept(BANK)]), [refusal(SHOP)])).toHaveLength(1);
  });

  test('stays recorded while an earlier pass of the day was refused and this one asks nothing', () => {
    const observed = remembering(HOUR, [kept(SHOP)], withShop(undefined));
    const { actions, blocked } = plan(guardDuty(), observed, []);
    expect(actions).toEqual([]);
    expect(blocked).toMatchObject([{ account: SHOP, reason: 'Refused', words: 'no' }]);
  });

  test('stays recorded for the other accounts once one is a member', () => {
    const observed = remembering(HOUR, [kept(SHOP), kept(BANK)], withShop(undefined));
    const { actions } = plan(guardDuty(), observed, []);
    expect(actions).toMatchObject([{ type: 'RememberRefusals', refusals: [kept(SHOP)] }]);
  });

  test('is deleted once nothing is refused', () => {
    expect(memory(remembering(HOUR, [kept(SHOP)]), [], deciding('member', SHOP))).toMatchObject([{ refusals: [] }]);
    expect(memory(nothing, [], deciding('member', SHOP))).toEqual([]);
  });

  test('is an exception of the administrator if it cannot be remembered', () => {
    const refusals = [refusal(SHOP), refusal('x', { operation: 'TagResource', reason: 'AccessDenied', words: 'deny' })];
    expect(notRemembered(guardDuty(), refusals)).toEqual([
      expect.objectContaining({ account: SECURITY, service: 'guardduty', reason: 'AccessDenied', scope: 'account' }),
    ]);
  });
});
