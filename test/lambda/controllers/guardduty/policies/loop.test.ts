import { createAccount, organizationFile, type Simulation } from '@muster/simulator';
import { guardDutyController } from '../../../../../lambda/controllers/guardduty';
import { reconcile } from '../../../../../lambda/reconcile/reconcile';
import { MANAGEMENT, SECURITY } from '../../../../accounts';
import { awsOf, guardDuty, guardDutyAlone, settle, startDelegated, writes } from '../../../organization-under-test';
import { about } from '../../../overrides/organizations';
import { compiledAndAttached } from './attached-policies';

const SHOP = '333333333333';
const BANK = '444444444444';
const NEWCOMER = '666666666666';
const region = 'eu-west-1';
const newcomer = organizationFile.shape.accounts.element.parse({ id: NEWCOMER, name: 'new', email: 'new@example.com' });
const desired = guardDuty({
  overrides: [
    { match: about({ accounts: [BANK] }), plans: { S3_DATA_EVENTS: { autoEnable: 'NONE', additional: {} } } },
  ],
});
const scheduled = (simulation: Simulation) =>
  reconcile(guardDutyController(awsOf(simulation, SECURITY)), desired, { repairing: { now: simulation.clock.now() } });

/** A covered organization in which the compiled policies have just come into effect. */
async function managed(): Promise<Simulation> {
  const simulation = await startDelegated({ accounts: [{ id: SHOP }, { id: BANK }] }, guardDutyAlone(region));
  await simulation.clock.advance(300);
  await settle(simulation, guardDutyController, SECURITY, desired);
  compiledAndAttached(simulation.organization, desired);
  await simulation.changed({ kind: 'policies-changed', policyType: 'GUARDDUTY_POLICY' });
  await simulation.clock.advance(3600);
  return simulation;
}

test('N4: with the compiled policies in effect, a scheduled pass finds every account as desired and writes nothing', async () => {
  const simulation = await managed();
  const before = simulation.calls.last;
  const report = await scheduled(simulation);
  expect(writes(simulation, before)).toEqual([]);
  expect([...report.covered].sort()).toEqual([MANAGEMENT, SECURITY, SHOP, BANK].sort());
  expect(report.drift).toEqual([]);
  expect(report.exceptions.map(({ reason }) => reason)).toEqual(['AutoEnableIneffective']);
});

test('N4: an account that joins is covered by AWS before the next pass, with no auto-enable', async () => {
  const simulation = await managed();
  await createAccount(newcomer, simulation);
  await simulation.clock.advance(3 * 86_400);
  const before = simulation.calls.last;
  const report = await scheduled(simulation);
  expect(writes(simulation, before)).toEqual([]);
  expect(report).toMatchObject({ drift: [], expected: 5 });
  expect(report.covered).toContain(NEWCOMER);
});
