import { GetDetectorCommand, GuardDutyClient, ListDetectorsCommand } from '@aws-sdk/client-guardduty';
import { clientOf, type Simulation } from '@muster/simulator';
import { guardDutyController } from '../../../../lambda/controllers/guardduty';
import { assess, reconcile } from '../../../../lambda/reconcile/reconcile';
import { MANAGEMENT, SECURITY } from '../../../accounts';
import {
  awsOf,
  guardDuty,
  guardDutyAlone,
  members,
  settle,
  start,
  startDelegated,
  writeNames,
  writes,
} from '../../organization-under-test';

const SHOP = '333333333333';
const region = 'eu-west-1';
type Parts = Parameters<typeof start>[0];

const delegated = (parts: Parts = {}, at = region) => startDelegated(parts, guardDutyAlone(at));
const run = (simulation: Simulation, desired = guardDuty()) =>
  settle(simulation, guardDutyController, SECURITY, desired);

async function detectorOf(simulation: Simulation, account: string, at = region) {
  const client = clientOf(GuardDutyClient, simulation, account, at);
  const { DetectorIds: [DetectorId] = [] } = await client.send(new ListDetectorsCommand({}));
  return DetectorId === undefined ? undefined : client.send(new GetDetectorCommand({ DetectorId }));
}

async function featuresOf(simulation: Simulation, account: string, at = region) {
  const detector = await detectorOf(simulation, account, at);
  return Object.fromEntries((detector?.Features ?? []).map(({ Name, Status }) => [Name, Status]));
}

describe('a whole organization', () => {
  test('M1: of 132 accounts is covered in three batches, with the desired plans', async () => {
    const simulation = await delegated({ accounts: members(130) });
    const before = simulation.calls.last;
    const report = await run(simulation);
    expect(report).toMatchObject({ expected: 132, exceptions: [], pending: [], remaining: [] });
    expect(report.covered).toHaveLength(132);
    expect(writeNames(simulation, before).filter((name) => name === 'CreateMembers')).toHaveLength(3);
    expect(await featuresOf(simulation, '300000000129')).toMatchObject({
      S3_DATA_EVENTS: 'ENABLED',
      EKS_AUDIT_LOGS: 'ENABLED',
      LAMBDA_NETWORK_LOGS: 'DISABLED',
    });
  });

  test('M13: a second run writes nothing', async () => {
    const simulation = await delegated({ accounts: members(130) });
    await run(simulation);
    const before = simulation.calls.last;
    const report = await run(simulation);
    expect(writes(simulation, before)).toEqual([]);
    expect(report.covered).toHaveLength(132);
  });

  test('a dry run writes nothing and plans the same', async () => {
    const simulation = await delegated();
    const before = simulation.calls.last;
    const { plan, report } = await assess(guardDutyController(awsOf(simulation, SECURITY)), guardDuty());
    expect(writes(simulation, before)).toEqual([]);
    expect(plan.actions.map(({ type }) => type)).toEqual([
      'UpdateDetector',
      'UpdateOrganizationConfiguration',
      'CreateMembers',
    ]);
    expect(report.remaining).toHaveLength(3);
  });

  test('the organization configuration is set before any account is enrolled', async () => {
    const simulation = await delegated();
    const before = simulation.calls.last;
    await run(simulation);
    const names = writeNames(simulation, before);
    expect(names.indexOf('UpdateOrganizationConfiguration')).toBeLessThan(names.indexOf('CreateMembers'));
  });
});

describe('existing resources', () => {
  test('R1: the existing detector of an account is adopted, and its plans are set', async () => {
    const features = { S3_DATA_EVENTS: 'DISABLED' as const, LAMBDA_NETWORK_LOGS: 'ENABLED' as const };
    const simulation = await delegated({ guardduty: [{ account: SHOP, region, features }] });
    const before = await detectorOf(simulation, SHOP);
    const report = await run(simulation);
    expect(report.covered).toContain(SHOP);
    expect((await detectorOf(simulation, SHOP))?.CreatedAt).toBe(before?.CreatedAt);
    expect(await featuresOf(simulation, SHOP)).toMatchObject({
      S3_DATA_EVENTS: 'ENABLED',
      LAMBDA_NETWORK_LOGS: 'DISABLED',
    });
  });

  test("R1, R2: the administrator's own suspended detector is adopted and resumed", async () => {
    const simulation = await delegated({ guardduty: [{ account: SECURITY, region, status: 'DISABLED' }] });
    const before = simulation.calls.last;
    await run(simulation);
    expect(writeNames(simulation, before)).not.toContain('CreateDetector');
    expect(await detectorOf(simulation, SECURITY)).toMatchObject({
      Status: 'ENABLED',
      FindingPublishingFrequency: 'FIFTEEN_MINUTES',
    });
  });

  test('R2: the suspended detector of an account is enabled after enrolment', async () => {
    const simulation = await delegated({ guardduty: [{ account: SHOP, region, status: 'DISABLED' }] });
    const report = await run(simulation);
    expect(report.covered).toContain(SHOP);
    expect((await detectorOf(simulation, SHOP))?.Status).toBe('ENABLED');
  });

  test('M6: a member of another administrator is named in AWS’s words, and left alone', async () => {
    const simulation = await delegated({
      outsideAccounts: [{ id: '888888888888' }],
      guardduty: [
        { account: '888888888888', region },
        { account: SHOP, region, administrator: '888888888888' },
      ],
    });
    const report = await run(simulation);
    expect(report.exceptions).toMatchObject([
      {
        account: SHOP,
        region,
        reason: 'MemberOfAnotherAdministrator',
        words: expect.stringContaining('already an associated member of another master account'),
        scope: 'account',
      },
    ]);
    expect(report.covered).toEqual([MANAGEMENT, SECURITY, '444444444444', '555555555555']);
    expect(report.applied.slice(-2)).toEqual([
      'enrol 3 accounts in GuardDuty in eu-west-1',
      'record on the GuardDuty detector in eu-west-1 that AWS refuses account 333333333333',
    ]);
    const before = simulation.calls.last;
    const again = await run(simulation);
    expect(writes(simulation, before)).toEqual([]);
    expect(again).toMatchObject({ applied: [], remaining: [], exceptions: [{ account: SHOP }] });
  });

  test('M11: suspended and closing accounts are exceptions, and AWS is not asked to enrol them', async () => {
    const accounts = [
      { id: SHOP, state: 'SUSPENDED' as const },
      { id: '444444444444', state: 'PENDING_CLOSURE' as const },
      { id: '555555555555' },
    ];
    const report = await run(await delegated({ accounts }));
    expect(report.exceptions.map(({ account, reason }) => [account, reason])).toEqual([
      [SHOP, 'AccountSuspended'],
      ['444444444444', 'AccountClosing'],
    ]);
    expect(report).toMatchObject({ expected: 3, covered: [MANAGEMENT, SECURITY, '555555555555'] });
  });

  test('R5: in an opt-in region, accounts that have not enabled it are named, and the others are covered', async () => {
    const at = 'af-south-1';
    const accounts = [
      ...[MANAGEMENT, SECURITY, SHOP].map((id) => ({ id, optedInRegions: [at] })),
      { id: '444444444444' },
    ];
    const simulation = await delegated({ accounts }, at);
    const report = await run(simulation, guardDuty({ region: at }));
    expect(report.exceptions).toMatchObject([{ account: '444444444444', region: at, reason: 'RegionDisabled' }]);
    expect(report.covered).toEqual([MANAGEMENT, SECURITY, SHOP]);
  });
});

describe('plans', () => {
  test('R6: a plan that the region does not offer is named, the others are applied, and a second run writes nothing', async () => {
    const at = 'ap-east-2';
    const accounts = [MANAGEMENT, SECURITY, SHOP].map((id) => ({ id, optedInRegions: [at] }));
    const simulation = await delegated({ accounts }, at);
    const plans = { ...guardDuty().plans, RDS_LOGIN_EVENTS: { autoEnable: 'ALL' as const, additional: {} } };
    const report = await run(simulation, guardDuty({ region: at, plans }));
    expect(report.exceptions).toMatchObject([
      { reason: 'PlanNotOffered', words: expect.stringContaining('RDS_LOGIN_EVENTS') },
    ]);
    expect(await featuresOf(simulation, SHOP, at)).toMatchObject({
      S3_DATA_EVENTS: 'ENABLED',
      EKS_AUDIT_LOGS: 'ENABLED',
    });
    const before = simulation.calls.last;
    await run(simulation, guardDuty({ region: at, plans }));
    expect(writes(simulation, before)).toEqual([]);
  });

  test('R6, R9: a detector that cannot be created with all plans has no unwanted plan enabled', async () => {
    const at = 'ap-east-2';
    const simulation = await start({ accounts: [{ id: SHOP, optedInRegions: [at] }] });
    const plans = {
      S3_DATA_EVENTS: { state: 'ENABLED', additional: {} },
      RDS_LOGIN_EVENTS: { state: 'DISABLED', additional: {} },
      EBS_MALWARE_PROTECTION: { state: 'DISABLED', additional: {} },
    } as const;
    const refused = await awsOf(simulation, SHOP).guardDuty(at).createDetector('ONE_HOUR', plans);
    expect(refused).toEqual([]);
    expect(await featuresOf(simulation, SHOP, at)).toMatchObject({
      S3_DATA_EVENTS: 'ENABLED',
      EBS_MALWARE_PROTECTION: 'DISABLED',
    });
  });

  test('R8: Runtime Monitoring replaces the legacy plan in the order that AWS accepts', async () => {
    const features = { EKS_RUNTIME_MONITORING: 'ENABLED' as const };
    const simulation = await delegated({
      guardduty: [SECURITY, SHOP].map((account) => ({ account, region, features })),
    });
    const plans = {
      EKS_RUNTIME_MONITORING: { autoEnable: 'NONE' as const, additional: {} },
      RUNTIME_MONITORING: { autoEnable: 'ALL' as const, additional: { EKS_ADDON_MANAGEMENT: 'ALL' as const } },
    };
    const report = await run(simulation, guardDuty({ plans }));
    expect(report.exceptions).toEqual([]);
    for (const account of [SECURITY, SHOP])
      expect(await featuresOf(simulation, account)).toMatchObject({
        EKS_RUNTIME_MONITORING: 'DISABLED',
        RUNTIME_MONITORING: 'ENABLED',
      });
  });

  test('R13: two simultaneous passes agree, and a plan that neither names keeps its manual setting', async () => {
    const simulation = await delegated();
    const aws = () => awsOf(simulation, SECURITY);
    await run(simulation, guardDuty({ plans: {} }));
    await aws()
      .guardDuty(region)
      .updateOrganizationConfiguration('ALL', { RDS_LOGIN_EVENTS: { state: 'NEW', additional: {} } });
    await Promise.all([1, 2].map(() => reconcile(guardDutyController(aws()), guardDuty())));
    const { autoEnable, features: plans } = await aws().guardDuty(region).organizationConfiguration();
    expect([autoEnable, plans.RDS_LOGIN_EVENTS?.state]).toEqual(['ALL', 'NEW']);
    expect(plans).toMatchObject({ S3_DATA_EVENTS: { state: 'ALL' }, LAMBDA_NETWORK_LOGS: { state: 'NONE' } });
    const before = simulation.calls.last;
    await run(simulation);
    expect(writes(simulation, before)).toEqual([]);
  });

  test('K5: a plan is switched off for all of a few accounts if the configuration says NONE and opens the guard', async () => {
    const simulation = await delegated();
    await run(simulation);
    const plans = { ...guardDuty().plans, S3_DATA_EVENTS: { autoEnable: 'NONE' as const, additional: {} } };
    const { exceptions } = await run(simulation, guardDuty({ plans }));
    expect(exceptions.map(({ account, reason }) => [account, reason])).toEqual([
      [MANAGEMENT, 'Withheld'],
      [SECURITY, 'UnsafePlan'],
      [SHOP, 'Withheld'],
      ['444444444444', 'Withheld'],
      ['555555555555', 'Withheld'],
    ]);
    const report = await run(simulation, guardDuty({ plans, guard: { maxRemovedShare: 1, minimum: 10 } }));
    expect(report).toMatchObject({ exceptions: [], pending: [] });
    for (const account of [SECURITY, SHOP])
      expect(await featuresOf(simulation, account)).toMatchObject({
        S3_DATA_EVENTS: 'DISABLED',
        EKS_AUDIT_LOGS: 'ENABLED',
      });
  });
});

describe('repair', () => {
  test('M16, M17: a member that was suspended by hand is monitored again', async () => {
    const desired = guardDuty({ autoEnable: 'NEW', plans: {} });
    const simulation = await delegated();
    await run(simulation, desired);
    const aws = awsOf(simulation, SECURITY).guardDuty(region);
    const security = simulation.principals.administrator(SECURITY);
    const { detectorIds } = { detectorIds: await detectorIdOf(simulation, SECURITY) };
    await simulation.invoke(
      'guardduty',
      'StopMonitoringMembers',
      { DetectorId: detectorIds, AccountIds: [SHOP] },
      { principal: security, region },
    );
    expect((await aws.members()).find(({ account }) => account === SHOP)?.status).toBe('Disabled');
    expect((await run(simulation, desired)).covered).toContain(SHOP);
  });

  test('M16: a member that was removed by hand is enrolled again', async () => {
    const desired = guardDuty({ autoEnable: 'NEW', plans: {} });
    const simulation = await delegated();
    await run(simulation, desired);
    const security = simulation.principals.administrator(SECURITY);
    const DetectorId = await detectorIdOf(simulation, SECURITY);
    await simulation.invoke(
      'guardduty',
      'DisassociateMembers',
      { DetectorId, AccountIds: [SHOP] },
      { principal: security, region },
    );
    const before = simulation.calls.last;
    expect((await run(simulation, desired)).covered).toContain(SHOP);
    expect(writeNames(simulation, before)).toEqual(['CreateMembers']);
  });
});

describe('obstacles', () => {
  test('D5: before the delegation the run waits and writes nothing to the organization', async () => {
    const simulation = await start();
    const report = await reconcile(guardDutyController(awsOf(simulation, SECURITY)), guardDuty());
    expect(report.pending).toMatchObject([{ reason: 'NotAdministrator', scope: 'rollout', soon: true }]);
    expect(writeNames(simulation)).toEqual(['CreateDetector']);
  });

  test('D8: the management account without GuardDuty is waited for by name, and the others are covered', async () => {
    const simulation = await delegated();
    const management = simulation.principals.administrator(MANAGEMENT);
    const DetectorId = await detectorIdOf(simulation, MANAGEMENT);
    await simulation.invoke('guardduty', 'DeleteDetector', { DetectorId }, { principal: management, region });
    const report = await reconcile(guardDutyController(awsOf(simulation, SECURITY)), guardDuty());
    expect(report.pending).toMatchObject([
      { account: MANAGEMENT, reason: 'ManagementAccountWithoutGuardDuty', soon: true },
    ]);
    expect(report.covered).toContain(SHOP);
  });

  test('a call that AWS refuses for good fails the pass with its words, the account’s detector and the region', async () => {
    const simulation = await delegated();
    const error = {
      code: 'AccessDeniedException',
      status: 403,
      message: 'User is not authorized to perform: guardduty:CreateMembers',
    };
    simulation.faults.add({ service: 'guardduty', operation: 'CreateMembers', times: 1, error });
    await expect(run(simulation)).rejects.toThrow(
      'creating GuardDuty members (4 accounts) in eu-west-1: User is not authorized to perform: guardduty:CreateMembers',
    );
  });

  test('the SDK repeats a call that AWS throttles', async () => {
    const simulation = await delegated();
    const error = { code: 'TooManyRequestsException', status: 429, message: 'Rate exceeded' };
    simulation.faults.add({ service: 'guardduty', operation: 'CreateMembers', times: 1, error });
    const report = await run(simulation);
    expect(report.covered).toHaveLength(5);
  });

  test('a call that fails in every attempt of the SDK ends the pass, and the next pass continues from there', async () => {
    const simulation = await delegated();
    const error = { code: 'InternalServerErrorException', status: 500, message: 'Internal error' };
    simulation.faults.add({ service: 'guardduty', operation: 'UpdateOrganizationConfiguration', times: 1, error });
    const aws = awsOf(simulation, SECURITY, { maxAttempts: 1 });
    const report = await reconcile(guardDutyController(aws), guardDuty());
    expect(report.pending).toMatchObject([{ reason: 'InternalError', scope: 'rollout', soon: true }]);
    expect(report.remaining).toEqual(['enrol 4 accounts in GuardDuty in eu-west-1']);
    expect((await run(simulation)).covered).toHaveLength(5);
  });

  test('a pass that runs out of time stops between two batches, and the next one resumes', async () => {
    const simulation = await delegated({ accounts: members(130) });
    const batches = () => writeNames(simulation).filter((name) => name === 'CreateMembers').length;
    const spent = () => batches() >= 1;
    const report = await reconcile(guardDutyController(awsOf(simulation, SECURITY, { spent })), guardDuty(), { spent });
    expect(batches()).toBe(1);
    expect(report.remaining).toEqual(['enrol 81 accounts in GuardDuty in eu-west-1']);
    expect((await run(simulation)).covered).toHaveLength(132);
  });
});

async function detectorIdOf(simulation: Simulation, account: string): Promise<string | undefined> {
  const { DetectorIds = [] } = await clientOf(GuardDutyClient, simulation, account, region).send(
    new ListDetectorsCommand({}),
  );
  return DetectorIds[0];
}
