import { connect } from '../../../lambda/aws/clients';
import type { Refusal } from '../../../lambda/aws/refusals';
import { guardDutyController } from '../../../lambda/controllers/guardduty';
import type { GuardDutyAction } from '../../../lambda/controllers/guardduty/action';
import type { GuardDutyObserved } from '../../../lambda/controllers/guardduty/observe';
import { driftIn } from '../../../lambda/reconcile/drift';
import { account, BANK, converged, SHOP } from '../controllers/guardduty/observations';
import { guardDuty } from '../desired-states';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-01-10T00:00:00Z');
const region = 'eu-west-1';
const enrol: GuardDutyAction = { type: 'CreateMembers', region, accounts: [{ id: SHOP, email: '' }] };

/** The drift of a pass with an action (by default the enrolment of an account) for the given observation. */
function drift(observed: GuardDutyObserved, action: GuardDutyAction = enrol, refusals: Refusal[] = []) {
  const controller = guardDutyController(connect({}));
  return driftIn(controller, { desired: guardDuty(), observed, actions: [action] }, refusals, NOW).map((each) => [
    each.account,
    each.reason,
    each.region,
    each.service,
  ]);
}

const joined = (hoursAgo: number | undefined) =>
  converged({
    accounts: [{ ...account(SHOP), ...(hoursAgo !== undefined && { joinedAt: NOW - hoursAgo * HOUR }) }, account(BANK)],
    members: [],
  });
const refusal = (subject: string): Refusal => ({
  operation: 'x',
  subject,
  reason: 'Refused',
  words: 'no',
  again: false,
});

test.each([
  ['an hour ago: AWS enrols it automatically', 1, []],
  ['exactly a day ago', 24, []],
  ['more than a day ago', 24.1, [[SHOP, 'MemberMissing', region, 'guardduty']]],
  ['at a time that Organizations does not know', undefined, [[SHOP, 'MemberMissing', region, 'guardduty']]],
] as const)('M9: an account without a record is drift only a day after it joined: %s', (_, hoursAgo, expected) => {
  expect(drift(joined(hoursAgo))).toEqual(expected);
});

test('a difference that AWS refuses to change is an exception and not drift: an account, a feature, a whole region', () => {
  expect(drift(joined(99), enrol, [refusal(SHOP)])).toEqual([]);
  expect(drift(joined(99), enrol, [refusal(BANK)])).toHaveLength(1);
  expect(drift(joined(99), enrol, [refusal(region)])).toEqual([]);
  const off = { state: 'DISABLED', additional: {} } as const;
  const features = { CLOUD_TRAIL: off, S3_DATA_EVENTS: off };
  const update: GuardDutyAction = { type: 'UpdateMemberDetectors', region, accounts: [{ id: SHOP }], features };
  expect(drift(converged(), update, [refusal('CLOUD_TRAIL')])).toEqual([[SHOP, 'PlanChanged', region, 'guardduty']]);
});
