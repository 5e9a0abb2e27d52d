import type { GuardDutyObserved } from '../../../../lambda/controllers/guardduty/observe';
import { coverage } from '../../../../lambda/controllers/guardduty/plan/coverage';
import { MANAGEMENT, SECURITY } from '../../../accounts';
import { guardDuty } from '../../desired-states';
import { about } from '../../overrides/organizations';
import { applied, BANK, converged, detector, SHOP, withShop } from './observations';

const covered = (observed: GuardDutyObserved, desired = guardDuty()) => coverage(desired, observed);
const override = (parts: object) => ({ match: about({ accounts: [SHOP] }), plans: {}, ...parts });
const s3 = (state: 'ENABLED' | 'DISABLED') => ({ ...applied, S3_DATA_EVENTS: { state, additional: {} } });

test('the administrator and every enabled member with its features are covered, in order', () => {
  expect(covered(converged())).toEqual({ covered: [MANAGEMENT, SECURITY, SHOP, BANK], expected: 4 });
});

test.each([
  ['suspended', withShop('Disabled')],
  ['without a record', withShop(undefined)],
  ['without a desired feature', converged({ memberFeatures: featuresOf(s3('DISABLED')) })],
  ['whose features GuardDuty does not show', converged({ memberFeatures: featuresOf(undefined) })],
])('a member is expected but not covered: %s', (_, observed) => {
  expect(covered(observed)).toEqual({ covered: [MANAGEMENT, SECURITY, BANK], expected: 4 });
});

test('a suspended account is not expected', () => {
  expect(covered(withShop('Enabled', 'SUSPENDED'))).toEqual({ covered: [MANAGEMENT, SECURITY, BANK], expected: 3 });
});

test('an excluded account is not expected, even if it is still a member', () => {
  const desired = guardDuty({ overrides: [override({ exclude: true })] });
  expect(covered(converged(), desired)).toEqual({ covered: [MANAGEMENT, SECURITY, BANK], expected: 3 });
});

test('an account that is not to be enrolled is expected only if it is a member', () => {
  const desired = guardDuty({ overrides: [override({ autoEnable: 'NONE' })] });
  expect(covered(converged(), desired).expected).toBe(4);
  expect(covered(withShop('Disabled'), desired)).toEqual({ covered: [MANAGEMENT, SECURITY, BANK], expected: 3 });
});

test('an account whose override switches a feature off is covered without it', () => {
  const plans = { S3_DATA_EVENTS: { autoEnable: 'NONE' as const, additional: {} } };
  const observed = converged({ memberFeatures: featuresOf(s3('DISABLED')) });
  expect(covered(observed, guardDuty({ overrides: [override({ plans })] })).covered).toContain(SHOP);
});

test('a member that does not list a feature that is not desired is covered', () => {
  const { LAMBDA_NETWORK_LOGS: _, ...others } = applied;
  expect(covered(converged({ memberFeatures: featuresOf(others) })).covered).toContain(SHOP);
});

test.each([
  ['no detector', undefined],
  ['a suspended detector', detector({ enabled: false })],
  ['a detector without a desired feature', detector({ features: s3('DISABLED') })],
])('the administrator is not covered with %s', (_, own) => {
  expect(covered(converged({ detector: own }))).toEqual({ covered: [MANAGEMENT, SHOP, BANK], expected: 4 });
});

function featuresOf(shop: typeof applied | undefined) {
  const others = [MANAGEMENT, BANK].map((id) => [id, applied] as const);
  return new Map(shop ? [...others, [SHOP, shop]] : others);
}
