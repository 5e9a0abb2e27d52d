import { StopMonitoringMembersCommand, UpdateOrganizationConfigurationCommand } from '@aws-sdk/client-guardduty';
import type { Simulation } from '@muster/simulator';
import { guardDutyController } from '../../lambda/controllers/guardduty';
import { metrics } from '../../lambda/reconcile/metrics';
import { assess, reconcile } from '../../lambda/reconcile/reconcile';
import { SECURITY } from '../accounts';
import { awsOf, guardDuty, guardDutyAlone, settle, startDelegated, writes } from '../lambda/organization-under-test';
import { detectorOf } from '../lambda/rules-and-lists';

const SHOP = '333333333333';
const region = 'eu-west-1';
const OBSERVING = guardDuty({ mode: 'observe' });

/** An organization that was rolled out two days ago. */
async function protectedOrganization(): Promise<Simulation> {
  const simulation = await startDelegated({ accounts: [{ id: SHOP }] }, guardDutyAlone(region));
  await settle(simulation, guardDutyController, SECURITY, guardDuty());
  return simulation;
}

function scheduled(simulation: Simulation, desired = OBSERVING) {
  const now = simulation.clock.now() + 48 * 3_600_000;
  return reconcile(guardDutyController(awsOf(simulation, SECURITY)), desired, { repairing: { now } });
}

describe('K5: a configuration that only observes', () => {
  test('raises the alarm with every scheduled pass, even if everything is as desired', async () => {
    const report = await scheduled(await protectedOrganization());
    expect(report.exceptions).toMatchObject([{ account: SECURITY, region, reason: 'NotEnforcing', scope: 'account' }]);
    expect(metrics(report, 0)).toMatchObject({ Exceptions: 1, Drift: 0 });
  });

  test('reports as drift, in every pass, what was switched off meanwhile, and writes nothing', async () => {
    const simulation = await protectedOrganization();
    const { client, DetectorId } = await detectorOf(simulation, SECURITY, region);
    const none = { DetectorId, AutoEnableOrganizationMembers: 'NONE' as const };
    await client.send(new UpdateOrganizationConfigurationCommand(none));
    await client.send(new StopMonitoringMembersCommand({ DetectorId, AccountIds: [SHOP] }));
    const before = simulation.calls.last;
    for (const _ of ['one pass', 'the next']) {
      const { drift } = await scheduled(simulation);
      expect(drift).toMatchObject([
        { account: SECURITY, region, reason: 'OrganizationConfigurationChanged' },
        { account: SHOP, region, reason: 'MemberSuspended' },
      ]);
    }
    expect(writes(simulation, before)).toEqual([]);
  });

  test('is not an exception in a dry run, in a deployment, or in mode enforce', async () => {
    const simulation = await protectedOrganization();
    const controller = guardDutyController(awsOf(simulation, SECURITY));
    expect((await assess(controller, OBSERVING)).report.exceptions).toEqual([]);
    expect((await reconcile(controller, OBSERVING)).exceptions).toEqual([]);
    expect((await scheduled(simulation, guardDuty())).exceptions).toEqual([]);
  });
});
