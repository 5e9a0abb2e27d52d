import { requestHandler, type Simulation, stateOf } from '@muster/simulator';
import { connect } from '../../../lambda/aws/clients';
import { delegationController } from '../../../lambda/controllers/delegation';
import { detectiveController } from '../../../lambda/controllers/detective';
import { guardDutyController } from '../../../lambda/controllers/guardduty';
import { MANAGEMENT, SECURITY } from '../../accounts';
import {
  delegation,
  detective,
  guardDuty,
  settle,
  settleDirectly,
  writeNames,
} from '../../lambda/organization-under-test';
import { almighty, guarded, guardrailsOf, PASS } from './guarded';

const REGION = 'eu-west-1';

/** Ports with a session of a role in the administrator account. */
function portsOf(simulation: Simulation, role: string) {
  const { credentials } = simulation.principals.assume(role, 'pass');
  return connect({
    credentials,
    requestHandler: requestHandler(simulation),
    maxAttempts: 1,
    now: () => simulation.clock.now(),
  });
}

const delegated = (simulation: Simulation) =>
  settleDirectly(
    simulation,
    delegationController,
    MANAGEMENT,
    delegation({ regions: [{ region: REGION, detective: true }] }),
  );

test('under the guardrails the controllers cover every account, and put back what was lost', async () => {
  const simulation = await guarded();
  await delegated(simulation);
  const guardDutyRole = await almighty(simulation, SECURITY, PASS);
  const detectiveRole = await almighty(simulation, SECURITY, 'muster-detective-pass');
  const covered = await settle(simulation, guardDutyController, SECURITY, guardDuty(), (each) =>
    portsOf(each, guardDutyRole),
  );
  expect(covered).toMatchObject({ expected: 4, exceptions: [] });
  expect(covered.covered).toHaveLength(4);
  const graph = await settle(simulation, detectiveController, SECURITY, detective(), (each) =>
    portsOf(each, detectiveRole),
  );
  expect(graph.covered).toHaveLength(4);
  const detectorId = stateOf(simulation, SECURITY, REGION).guardduty.detector.detector?.id;
  const as = { principal: simulation.principals.administrator(SECURITY), region: REGION };
  const input = { DetectorId: detectorId, AutoEnableOrganizationMembers: 'NONE' };
  // as a break-glass principal would
  await simulation.invoke('guardduty', 'UpdateOrganizationConfiguration', input, as);
  const changed = simulation.calls.last;
  const repaired = await settle(simulation, guardDutyController, SECURITY, guardDuty(), (each) =>
    portsOf(each, guardDutyRole),
  );
  expect(repaired).toMatchObject({ expected: 4, exceptions: [] });
  expect(writeNames(simulation, changed)).toEqual(['UpdateOrganizationConfiguration']);
  const before = simulation.calls.last;
  await settle(simulation, guardDutyController, SECURITY, guardDuty(), (each) => portsOf(each, guardDutyRole));
  expect(writeNames(simulation, before)).toEqual([]);
});

test('a controller whose role has another name is refused in the words of AWS, and the accounts are named', async () => {
  const simulation = await guarded(guardrailsOf());
  await delegated(simulation);
  const role = await almighty(simulation, SECURITY, 'renamed-guardduty-pass');
  const desired = guardDuty({ autoEnable: 'ALL' });
  await expect(
    settle(simulation, guardDutyController, SECURITY, desired, (each) => portsOf(each, role)),
  ).resolves.toMatchObject({
    exceptions: expect.arrayContaining([
      expect.objectContaining({
        reason: 'DeniedByPolicy',
        words: expect.stringContaining('with an explicit deny in a service control policy'),
      }),
    ]),
  });
});
