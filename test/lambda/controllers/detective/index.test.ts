import { DetectiveClient, ListGraphsCommand } from '@aws-sdk/client-detective';
import { clientOf, type Simulation } from '@muster/simulator';
import { detectiveController } from '../../../../lambda/controllers/detective';
import { guardDutyController } from '../../../../lambda/controllers/guardduty';
import { reconcile } from '../../../../lambda/reconcile/reconcile';
import { MANAGEMENT, SECURITY } from '../../../accounts';
import {
  awsOf,
  delegation,
  detective,
  guardDuty,
  members,
  settle,
  start,
  startDelegated,
  writeNames,
  writes,
} from '../../organization-under-test';

const SHOP = '333333333333';
const region = 'eu-west-1';
const oneRegion = delegation({ regions: [{ region, detective: true }] });

const run = (simulation: Simulation, desired = detective()) =>
  settle(simulation, detectiveController, SECURITY, desired);

/** An organization that is delegated and has GuardDuty on in every account, as in a deployment. */
async function watched(parts: Parameters<typeof start>[0] = {}): Promise<Simulation> {
  const simulation = await startDelegated(parts, oneRegion);
  await settle(simulation, guardDutyController, SECURITY, guardDuty());
  return simulation;
}

test('M1: 132 accounts are in the graph after three batches, and a second run writes nothing', async () => {
  const simulation = await watched({ accounts: members(130) });
  const before = simulation.calls.last;
  const report = await run(simulation);
  expect(report).toMatchObject({ expected: 132, exceptions: [], pending: [] });
  expect(report.covered).toHaveLength(132);
  expect(writeNames(simulation, before).filter((name) => name === 'CreateMembers')).toHaveLength(3);
  const again = simulation.calls.last;
  await run(simulation);
  expect(writes(simulation, again)).toEqual([]);
});

test('T9: accounts that were there before auto-enable are enrolled, and the packages are started', async () => {
  const simulation = await watched();
  const report = await run(simulation);
  expect(report.covered).toEqual([MANAGEMENT, SECURITY, SHOP, '444444444444', '555555555555']);
  const aws = awsOf(simulation, SECURITY).detective(region);
  expect(await aws.autoEnable()).toBe(true);
  expect(await aws.packages()).toMatchObject({ EKS_AUDIT: 'STARTED' });
});

test('T13: an existing graph is adopted, with its members', async () => {
  const simulation = await watched({ detective: [{ account: SECURITY, region, members: [SHOP] }] });
  const graphs = async () => {
    const { GraphList = [] } = await clientOf(DetectiveClient, simulation, SECURITY, region).send(
      new ListGraphsCommand({}),
    );
    return GraphList.map(({ Arn }) => Arn);
  };
  const before = await graphs();
  expect(before).toHaveLength(1);
  const calls = simulation.calls.last;
  expect((await run(simulation)).covered).toContain(SHOP);
  expect(await graphs()).toEqual(before);
  expect(writeNames(simulation, calls)).not.toContain('CreateGraph');
});

test('M11: a suspended account is an exception, and the others are covered', async () => {
  const accounts = [{ id: SHOP, state: 'SUSPENDED' as const }, { id: '444444444444' }];
  const report = await run(await watched({ accounts }));
  expect(report.exceptions).toMatchObject([{ account: SHOP, reason: 'AccountSuspended', service: 'detective' }]);
  expect(report).toMatchObject({ expected: 3, covered: [MANAGEMENT, SECURITY, '444444444444'] });
});

test('before the delegation the run waits and enrols no account', async () => {
  const simulation = await start();
  const report = await reconcile(detectiveController(awsOf(simulation, SECURITY)), detective());
  expect(report.pending).toMatchObject([{ reason: 'NotAdministrator', scope: 'rollout', soon: true }]);
  expect(writeNames(simulation)).toEqual(['CreateGraph']);
});

test('T3: at the quota AWS answers with 402: accounts that fit are enrolled, and the others are named in its words', async () => {
  const ids = members(1220).map(({ id }) => id);
  const graph = { account: SECURITY, region, members: ids.slice(0, 1190) };
  const simulation = await startDelegated({ accounts: members(1220), detective: [graph] }, oneRegion);
  const aws = awsOf(simulation, SECURITY).detective(region);
  const refused = await aws.createMembers(ids.slice(1190).map((id) => ({ id, email: `${id}@example.com` })));
  expect(refused.map(({ subject, reason }) => [subject, reason])).toEqual(
    ids.slice(1200).map((id) => [id, 'MemberLimitReached']),
  );
  expect(refused[0]?.words).toContain('cannot have more than 1,200 member accounts');
  expect(await aws.members()).toHaveLength(1200);
});

test('T2: an account that GuardDuty does not cover is named, and enrolled once GuardDuty is on', async () => {
  const simulation = await startDelegated({}, oneRegion);
  const report = await run(simulation);
  expect(report.exceptions).toContainEqual(
    expect.objectContaining({ account: SHOP, reason: 'VolumeUnknownWithoutGuardDuty' }),
  );
  await settle(simulation, guardDutyController, SECURITY, guardDuty());
  const before = simulation.calls.last;
  const after = await run(simulation);
  expect(after).toMatchObject({ exceptions: [], expected: 5 });
  expect(after.covered).toContain(SHOP);
  expect(writeNames(simulation, before)).toContain('StartMonitoringMember');
});

test('a call that AWS refuses for good fails the pass with its words and the region', async () => {
  const simulation = await watched();
  const error = {
    code: 'AccessDeniedException',
    status: 403,
    message: 'User is not authorized to perform: detective:CreateMembers',
  };
  simulation.faults.add({ service: 'detective', operation: 'CreateMembers', times: 1, error });
  await expect(run(simulation)).rejects.toThrow(
    'creating Detective members (4 accounts) in eu-west-1: User is not authorized to perform: detective:CreateMembers',
  );
});
