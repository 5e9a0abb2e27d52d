import {
  CreateDetectorCommand,
  DeleteDetectorCommand,
  GetDetectorCommand,
  GuardDutyClient,
  ListDetectorsCommand,
  UpdateDetectorCommand,
} from '@aws-sdk/client-guardduty';
import { clientOf, organizationOf } from '../../../src/fixtures/organization-of';
import { guardduty } from '../../../src/services/guardduty';
import { Simulation } from '../../../src/simulation';

const OUT_OF_RANGE =
  'The request is rejected because an invalid or out-of-range value is specified as an input parameter.';
const NOT_OWNED = 'The request is rejected because the input detectorId is not owned by the current account.';

describe('GuardDuty detectors', () => {
  let simulation: Simulation;
  let client: GuardDutyClient;

  beforeEach(async () => {
    simulation = await Simulation.start(organizationOf(), [guardduty], { clockRate: 0 });
    client = clientOf(GuardDutyClient, simulation, '333333333333', 'eu-west-1');
  });

  const create = async (input: Partial<ConstructorParameters<typeof CreateDetectorCommand>[0]> = {}) =>
    (await client.send(new CreateDetectorCommand({ Enable: true, ...input }))).DetectorId ?? '';

  const features = async (DetectorId: string) => {
    const { Features } = await client.send(new GetDetectorCommand({ DetectorId }));
    return Object.fromEntries((Features ?? []).map(({ Name, Status }) => [Name, Status]));
  };

  test('the first CreateDetector returns an id of 32 hex digits, and ListDetectors shows it', async () => {
    const id = await create();
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect((await client.send(new ListDetectorsCommand({}))).DetectorIds).toEqual([id]);
    const elsewhere = clientOf(GuardDutyClient, simulation, '333333333333', 'us-east-1');
    expect((await elsewhere.send(new ListDetectorsCommand({}))).DetectorIds).toEqual([]);
  });

  test("R1: a second CreateDetector is refused in AWS's words", async () => {
    await create();
    await expect(create()).rejects.toMatchObject({
      name: 'BadRequestException',
      message: 'The request is rejected because a detector already exists for the current account.',
      $metadata: { httpStatusCode: 400 },
    });
  });

  test('R9: features that are not named are on, except runtime monitoring and the newest ones', async () => {
    expect(await features(await create())).toEqual({
      CLOUD_TRAIL: 'ENABLED',
      DNS_LOGS: 'ENABLED',
      FLOW_LOGS: 'ENABLED',
      S3_DATA_EVENTS: 'ENABLED',
      EKS_AUDIT_LOGS: 'ENABLED',
      EBS_MALWARE_PROTECTION: 'ENABLED',
      RDS_LOGIN_EVENTS: 'ENABLED',
      LAMBDA_NETWORK_LOGS: 'ENABLED',
      EKS_RUNTIME_MONITORING: 'DISABLED',
      RUNTIME_MONITORING: 'DISABLED',
      AI_PROTECTION: 'DISABLED',
      AI_ANALYST: 'DISABLED',
    });
  });

  test('GetDetector shows the frequency SIX_HOURS, the service role, and also the old data sources', async () => {
    const DetectorId = await create({
      Features: [{ Name: 'S3_DATA_EVENTS', Status: 'DISABLED' }],
      Tags: { team: 'a' },
    });
    expect(await client.send(new GetDetectorCommand({ DetectorId }))).toMatchObject({
      FindingPublishingFrequency: 'SIX_HOURS',
      Status: 'ENABLED',
      ServiceRole:
        'arn:aws:iam::333333333333:role/aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty',
      CreatedAt: simulation.clock.iso(),
      Tags: { team: 'a' },
      DataSources: {
        S3Logs: { Status: 'DISABLED' },
        Kubernetes: { AuditLogs: { Status: 'ENABLED' } },
        MalwareProtection: { ScanEc2InstanceWithFindings: { EbsVolumes: { Status: 'ENABLED' } } },
      },
    });
  });

  test('data sources of the old form switch the features of the new one', async () => {
    const id = await create({
      DataSources: { S3Logs: { Enable: false }, Kubernetes: { AuditLogs: { Enable: false } } },
    });
    expect(await features(id)).toMatchObject({ S3_DATA_EVENTS: 'DISABLED', EKS_AUDIT_LOGS: 'DISABLED' });
  });

  test.each([
    ['R7: data sources and features together', { DataSources: { S3Logs: { Enable: true } }, Features: [] }],
    [
      'R8: both runtime monitorings together',
      {
        Features: [
          { Name: 'EKS_RUNTIME_MONITORING' as const, Status: 'DISABLED' as const },
          { Name: 'RUNTIME_MONITORING' as const, Status: 'ENABLED' as const },
        ],
      },
    ],
    ['a feature that does not exist', { Features: [{ Name: 'TIME_TRAVEL' as never, Status: 'ENABLED' as const }] }],
    ['a status that does not exist', { Features: [{ Name: 'S3_DATA_EVENTS' as const, Status: 'ON' as never }] }],
    [
      'an additional configuration of another feature',
      {
        Features: [
          {
            Name: 'S3_DATA_EVENTS' as const,
            Status: 'ENABLED' as const,
            AdditionalConfiguration: [{ Name: 'EKS_ADDON_MANAGEMENT' as const, Status: 'ENABLED' as const }],
          },
        ],
      },
    ],
    ['an unknown frequency', { FindingPublishingFrequency: 'DAILY' as never }],
  ])('%s are refused with the general refusal, and nothing is created', async (_, input) => {
    await expect(create(input)).rejects.toMatchObject({ name: 'BadRequestException', message: OUT_OF_RANGE });
    expect((await client.send(new ListDetectorsCommand({}))).DetectorIds).toEqual([]);
  });

  test('R6: the whole request is refused because of one feature that the region does not offer', async () => {
    simulation = await Simulation.start(
      organizationOf({ accounts: [{ id: '333333333333', optedInRegions: ['ap-east-2'] }] }),
      [guardduty],
      { clockRate: 0 },
    );
    client = clientOf(GuardDutyClient, simulation, '333333333333', 'ap-east-2');
    const rds = { Name: 'RDS_LOGIN_EVENTS', Status: 'ENABLED' } as const;
    const s3 = { Name: 'S3_DATA_EVENTS', Status: 'ENABLED' } as const;
    await expect(create({ Features: [s3, rds] })).rejects.toMatchObject({ message: OUT_OF_RANGE });
    const offered = await features(await create({ Features: [s3] }));
    expect(Object.keys(offered)).not.toContain('RDS_LOGIN_EVENTS');
    expect(Object.keys(offered)).not.toContain('AI_ANALYST');
  });

  test('an additional configuration is not switched on while its feature is off', async () => {
    const DetectorId = await create();
    const agent = { Name: 'EC2_AGENT_MANAGEMENT', Status: 'ENABLED' } as const;
    const runtime = async () => {
      const { Features } = await client.send(new GetDetectorCommand({ DetectorId }));
      return Features?.find(({ Name }) => Name === 'RUNTIME_MONITORING');
    };
    const update = (Status: 'ENABLED' | 'DISABLED') =>
      client.send(
        new UpdateDetectorCommand({
          DetectorId,
          Features: [{ Name: 'RUNTIME_MONITORING', Status, AdditionalConfiguration: [agent] }],
        }),
      );
    await update('DISABLED');
    expect((await runtime())?.AdditionalConfiguration).toHaveLength(3);
    expect((await runtime())?.AdditionalConfiguration).not.toContainEqual(expect.objectContaining(agent));
    await simulation.clock.advance(60);
    await update('ENABLED');
    expect(await runtime()).toMatchObject({
      Status: 'ENABLED',
      UpdatedAt: new Date(simulation.clock.now()),
    });
    expect((await runtime())?.AdditionalConfiguration).toContainEqual(expect.objectContaining(agent));
  });

  test('UpdateDetector suspends a detector and switches it on again (R2)', async () => {
    const DetectorId = await create();
    await client.send(new UpdateDetectorCommand({ DetectorId, Enable: false }));
    expect((await client.send(new GetDetectorCommand({ DetectorId }))).Status).toBe('DISABLED');
    await expect(create()).rejects.toMatchObject({ message: expect.stringContaining('already exists') });
    await client.send(
      new UpdateDetectorCommand({ DetectorId, Enable: true, FindingPublishingFrequency: 'FIFTEEN_MINUTES' }),
    );
    expect(await client.send(new GetDetectorCommand({ DetectorId }))).toMatchObject({
      Status: 'ENABLED',
      FindingPublishingFrequency: 'FIFTEEN_MINUTES',
    });
  });

  test("I8: another account's detector, and a deleted one, are not owned by the caller", async () => {
    const DetectorId = await create();
    const other = clientOf(GuardDutyClient, simulation, '444444444444', 'eu-west-1');
    await expect(other.send(new GetDetectorCommand({ DetectorId }))).rejects.toMatchObject({
      name: 'BadRequestException',
      message: NOT_OWNED,
    });
    await client.send(new DeleteDetectorCommand({ DetectorId }));
    await expect(client.send(new DeleteDetectorCommand({ DetectorId }))).rejects.toMatchObject({ message: NOT_OWNED });
    expect((await client.send(new ListDetectorsCommand({}))).DetectorIds).toEqual([]);
  });

  test('R3: an account that has not enabled an opt-in region is unknown there', async () => {
    const away = clientOf(GuardDutyClient, simulation, '333333333333', 'af-south-1');
    await expect(away.send(new ListDetectorsCommand({}))).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
      message: 'The security token included in the request is invalid.',
      $metadata: { httpStatusCode: 403 },
    });
  });

  test("the organization file's detectors exist at the start, including suspended ones and members of others (M6)", async () => {
    simulation = await Simulation.start(
      organizationOf({
        outsideAccounts: [{ id: '888888888888' }],
        guardduty: [
          {
            account: '333333333333',
            region: 'eu-west-1',
            status: 'DISABLED',
            features: { S3_DATA_EVENTS: 'DISABLED' },
          },
          { account: '444444444444', region: 'eu-west-1', administrator: '888888888888' },
        ],
      }),
      [guardduty],
      { clockRate: 0 },
    );
    client = clientOf(GuardDutyClient, simulation, '333333333333', 'eu-west-1');
    const [DetectorId = ''] = (await client.send(new ListDetectorsCommand({}))).DetectorIds ?? [];
    expect(await client.send(new GetDetectorCommand({ DetectorId }))).toMatchObject({
      Status: 'DISABLED',
      DataSources: { S3Logs: { Status: 'DISABLED' } },
    });
    const administrator = clientOf(GuardDutyClient, simulation, '888888888888', 'eu-west-1');
    expect((await administrator.send(new ListDetectorsCommand({}))).DetectorIds).toHaveLength(1);
  });
});
