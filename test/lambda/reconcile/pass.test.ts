import { guardDutyController } from '../../../lambda/controllers/guardduty';
import { reconcile } from '../../../lambda/reconcile/reconcile';
import { SECURITY } from '../../accounts';
import {
  awsOf,
  guardDuty,
  guardDutyAlone,
  members,
  settle,
  startDelegated,
  writeNames,
} from '../organization-under-test';

const INTERNAL = { code: 'InternalServerErrorException', status: 500, message: 'Internal error' };

/** A region in which AWS fails to change the organization configuration a number of times. */
async function failing(times: number) {
  const simulation = await startDelegated({ accounts: members(2) }, guardDutyAlone());
  simulation.faults.add({ service: 'guardduty', operation: 'UpdateOrganizationConfiguration', times, error: INTERNAL });
  return simulation;
}

test('a pass writes nothing after a failure of AWS, because later actions may depend on it', async () => {
  const simulation = await failing(1);
  const before = simulation.calls.last;
  const aws = awsOf(simulation, SECURITY, { maxAttempts: 1 });
  const report = await reconcile(guardDutyController(aws), guardDuty());
  expect(writeNames(simulation, before)).toEqual(['UpdateDetector', 'UpdateOrganizationConfiguration']);
  expect(report.pending).toContainEqual(
    expect.objectContaining({ reason: 'InternalError', scope: 'rollout', soon: true }),
  );
  expect(report.remaining).toContainEqual(expect.stringMatching(/^enrol \d+ accounts in GuardDuty/));
});

test('the next pass begins with the failed action, and finishes', async () => {
  const simulation = await failing(1);
  const report = await settle(simulation, guardDutyController, SECURITY, guardDuty());
  expect(report).toMatchObject({ pending: [], remaining: [] });
  expect(report.covered).toHaveLength(report.expected);
});
