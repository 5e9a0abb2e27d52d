import { GetDetectorCommand, GuardDutyClient, ListDetectorsCommand } from '@aws-sdk/client-guardduty';
import { clientOf, type Simulation } from '@muster/simulator';
import { delegationController } from '../../../../lambda/controllers/delegation';
import type { DelegationDesired } from '../../../../lambda/controllers/delegation/desired';
import { reconcile } from '../../../../lambda/reconcile/reconcile';
import { MANAGEMENT, SECURITY } from '../../../accounts';
import { awsOf, delegation, settle, start, writeNames, writes } from '../../organization-under-test';

const GUARDDUTY = 'guardduty.amazonaws.com';
const REGIONS = ['eu-central-1', 'eu-west-1', 'us-east-1'];

/** GuardDuty alone, home in eu-west-1. */
const guardDutyIn = (...regions: string[]): DelegationDesired =>
  delegation({
    trustedServices: [GUARDDUTY, 'malware-protection.guardduty.amazonaws.com'],
    regions: regions.map((region) => ({ region, detective: false })),
  });

const run = (simulation: Simulation, desired = guardDutyIn(...REGIONS)) =>
  settle(simulation, delegationController, MANAGEMENT, desired);
const onePass = (simulation: Simulation, desired = guardDutyIn(...REGIONS)) =>
  reconcile(delegationController(awsOf(simulation, MANAGEMENT)), desired);

test('a fresh organization is delegated in every region; the home region comes first, on its own', async () => {
  const simulation = await start();
  await onePass(simulation);
  const enabled = () => writes(simulation).filter(({ operation }) => operation === 'EnableOrganizationAdminAccount');
  expect(enabled().map(({ region }) => region)).toEqual(['eu-west-1']);
  await simulation.clock.advance(60);
  const report = await run(simulation);
  expect(report).toMatchObject({ covered: REGIONS, expected: 3, exceptions: [], pending: [] });
  expect(enabled().map(({ region, status }) => [region, status])).toEqual([
    ['eu-west-1', 200],
    ['eu-central-1', 200],
    ['us-east-1', 200],
  ]);
  expect(simulation.organization.administratorsOf(GUARDDUTY)).toEqual([SECURITY]);
});

test('D4: a second run writes nothing', async () => {
  const simulation = await start();
  await run(simulation);
  const before = simulation.calls.last;
  await run(simulation);
  expect(writes(simulation, before)).toEqual([]);
});

test("D8, R9: the management account's detector starts without any plan that costs extra", async () => {
  const simulation = await start();
  await run(simulation);
  const client = clientOf(GuardDutyClient, simulation, MANAGEMENT, 'us-east-1');
  const { DetectorIds: [DetectorId] = [] } = await client.send(new ListDetectorsCommand({}));
  const { Features = [] } = await client.send(new GetDetectorCommand({ DetectorId }));
  const on = Features.filter(({ Status }) => Status === 'ENABLED').map(({ Name }) => Name);
  expect(on.sort()).toEqual(['CLOUD_TRAIL', 'DNS_LOGS', 'FLOW_LOGS']);
});

test('D2: another administrator stops the run before any write, and stays', async () => {
  const simulation = await start({ organization: { delegatedAdministrators: { [GUARDDUTY]: '333333333333' } } });
  const report = await onePass(simulation);
  expect(writes(simulation)).toEqual([]);
  expect(report.exceptions).toMatchObject([
    { reason: 'AnotherAdministrator', scope: 'rollout', account: '333333333333' },
  ]);
  expect(simulation.organization.administratorsOf(GUARDDUTY)).toEqual(['333333333333']);
});

test('D1: if AWS is not ready for the organization, the next pass tries again', async () => {
  const simulation = await start();
  const message =
    'The request is rejected because an invalid or out-of-range value is specified as an input parameter.';
  const error = { code: 'BadRequestException', status: 400, message };
  simulation.faults.add({ service: 'guardduty', operation: 'EnableOrganizationAdminAccount', times: 1, error });
  const first = await onePass(simulation);
  expect(first.pending).toMatchObject([{ reason: 'NotSettled', region: 'eu-west-1', scope: 'rollout', soon: true }]);
  expect(first.pending[0]?.words).toContain('out-of-range value');
  expect((await run(simulation)).covered).toEqual(REGIONS);
});

test('D3: ours is enabled after the removal of the previous administrator has ended', async () => {
  const simulation = await start();
  await run(simulation);
  const management = simulation.principals.administrator(MANAGEMENT);
  const as = { principal: management, region: 'us-east-1' };
  await simulation.invoke('guardduty', 'DisableOrganizationAdminAccount', { AdminAccountId: SECURITY }, as);
  const before = simulation.calls.last;
  const first = await onePass(simulation);
  expect(writes(simulation, before)).toEqual([]);
  expect(first.pending).toMatchObject([{ reason: 'AdministratorBeingRemoved', region: 'us-east-1' }]);
  expect((await run(simulation)).covered).toEqual(REGIONS);
  expect(writeNames(simulation, before)).toEqual(['EnableOrganizationAdminAccount']);
});

test('R14: a region that is no longer governed keeps its administrator, and the report says so', async () => {
  const simulation = await start();
  await run(simulation);
  const before = simulation.calls.last;
  const ungoverned = ['us-east-1', 'us-west-2', 'af-south-1'];
  const report = await run(simulation, { ...guardDutyIn('eu-central-1', 'eu-west-1'), ungoverned });
  expect(report.notes).toEqual([expect.stringContaining(`${SECURITY} still administers GuardDuty in us-east-1`)]);
  expect(writes(simulation, before)).toEqual([]);
});

test('a deployment asks a governed region for its administrator once in a pass, and one that is not governed once in all', async () => {
  const simulation = await start();
  const before = simulation.calls.last;
  await run(simulation, { ...guardDutyIn('eu-central-1', 'eu-west-1'), ungoverned: ['us-east-1', 'us-west-2'] });
  const asked = simulation.calls
    .after(before)
    .filter(({ operation }) => operation === 'ListOrganizationAdminAccounts')
    .map(({ region }) => region);
  const times = Object.fromEntries([...new Set(asked)].map((at) => [at, asked.filter((each) => each === at).length]));
  // first the home region is delegated, then the other, then nothing is left to do
  expect(times).toEqual({ 'eu-central-1': 3, 'eu-west-1': 3, 'us-east-1': 1, 'us-west-2': 1 });
});

test('R3: a region that the management account has not enabled is an exception, and the others are delegated', async () => {
  const simulation = await start();
  const report = await run(simulation, guardDutyIn('eu-west-1', 'af-south-1'));
  expect(report.covered).toEqual(['eu-west-1']);
  expect(report.exceptions).toMatchObject([
    { account: MANAGEMENT, region: 'af-south-1', reason: 'RegionNotOptedIn', scope: 'region' },
  ]);
});

test('D16: a region that a service control policy denies is an exception, and the others are delegated', async () => {
  const simulation = await start();
  const message =
    'User: arn:aws:iam::111111111111:user/administrator is not authorized to perform: guardduty:CreateDetector with an explicit deny in a service control policy';
  const error = { code: 'AccessDeniedException', status: 403, message };
  simulation.faults.add({ service: 'guardduty', operation: 'CreateDetector', region: 'us-east-1', times: 9, error });
  const report = await run(simulation);
  expect(report.exceptions).toMatchObject([
    {
      region: 'us-east-1',
      reason: 'DeniedByPolicy',
      words: expect.stringContaining('explicit deny'),
      scope: 'account',
    },
  ]);
  expect(report.covered).toEqual(['eu-central-1', 'eu-west-1']);
});

test('a role that may not delegate fails the pass with AWS’s words, the account and the region', async () => {
  const simulation = await start();
  const message = 'User is not authorized to perform: guardduty:EnableOrganizationAdminAccount';
  const error = { code: 'AccessDeniedException', status: 403, message };
  simulation.faults.add({ service: 'guardduty', operation: 'EnableOrganizationAdminAccount', times: 1, error });
  await expect(onePass(simulation)).rejects.toThrow(
    `enabling GuardDuty organization administrator (${SECURITY}) in eu-west-1: ${message}`,
  );
});

test('D5: a caller that may not enable trusted access fails the pass at once instead of waiting', async () => {
  const simulation = await start();
  simulation.faults.add({
    service: 'organizations',
    operation: 'EnableAWSServiceAccess',
    times: 1,
    error: {
      code: 'AccessDeniedException',
      status: 400,
      message: "You don't have permissions to access this resource.",
    },
  });
  await expect(onePass(simulation)).rejects.toMatchObject({
    code: 'AccessDenied',
    transient: false,
    message: expect.stringContaining(
      "You don't have permissions to access this resource.; only the management account",
    ),
  });
});

describe('N5: a trail for calls to Organizations', () => {
  const watched = guardDutyIn('eu-west-1');
  const reasons = async (trails?: NonNullable<Parameters<typeof start>[0]>['trails']) => {
    const report = await run(await start(trails && { trails }), watched);
    return report.exceptions.map(({ reason, account, region }) => [reason, account, region]);
  };

  test('that logs nothing is an exception, and the delegation goes on', async () => {
    expect(await reasons([])).toEqual([['TrailMissing', MANAGEMENT, 'us-east-1']]);
    expect(await reasons([{ name: 'stopped', logging: false }])).toEqual([['TrailMissing', MANAGEMENT, 'us-east-1']]);
  });

  test('that logs them is none', async () => {
    expect(await reasons()).toEqual([]);
    expect(await reasons([{ name: 'organization-trail', organization: true, region: 'eu-west-1' }])).toEqual([]);
  });

  test('that may not be asked about is a note', async () => {
    const simulation = await start();
    const error = { code: 'AccessDeniedException', status: 400, message: 'is not authorized to perform' };
    simulation.faults.add({ service: 'cloudtrail', operation: 'DescribeTrails', times: 100, error });
    const report = await run(simulation, watched);
    expect(report.exceptions).toEqual([]);
    expect(report.notes).toEqual([expect.stringContaining('whether a trail logs calls to Organizations is not known')]);
  });
});
