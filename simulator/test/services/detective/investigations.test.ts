import {
  DeleteMembersCommand,
  type FilterCriteria,
  GetInvestigationCommand,
  ListIndicatorsCommand,
  type ListIndicatorsCommandInput,
  ListInvestigationsCommand,
  type ListInvestigationsCommandInput,
  StartInvestigationCommand,
  type StartInvestigationCommandInput,
  UpdateInvestigationStateCommand,
} from '@aws-sdk/client-detective';
import { SECURITY } from '../../../src/fixtures/organization-of';
import { putFinding } from '../../../src/services/guardduty';
import { roles } from '../../../src/services/iam/state';
import { DetectiveOrganization } from './detective-organization';

const MEMBER = '333333333333';
const OUTSIDER = '444444444444';
const ALICE = `arn:aws:iam::${MEMBER}:user/alice`;
const HOUR = 3_600_000;

/** The action of a finding about a call: the caller and its origin. */
function act(type: string, country: string, ip: string, userType = 'IAMUser', userName = 'alice') {
  const remoteIpDetails = {
    ipAddressV4: ip,
    country: { countryName: country },
    organization: { asnOrg: `Net of ${country}` },
  };
  return {
    type,
    severity: 8,
    resource: { resourceType: 'AccessKey', accessKeyDetails: { userType, userName } },
    service: {
      additionalInfo: { userAgent: { fullUserAgent: 'aws-cli/2.0' } },
      action: { actionType: 'AWS_API_CALL', awsApiCallAction: { api: 'ListUsers', remoteIpDetails } },
    },
  };
}

describe('Detective investigations', () => {
  let world: DetectiveOrganization;
  let GraphArn: string;

  beforeEach(async () => {
    const detectors = [MEMBER, OUTSIDER].map((account) => ({ account, region: 'eu-west-1', administrator: SECURITY }));
    world = await DetectiveOrganization.start({ guardduty: detectors });
    await world.designate();
    await world.add([MEMBER]);
    await world.pass(60);
    GraphArn = await world.graphArn();
  });

  const raise = (finding: object, account = MEMBER) =>
    putFinding(world.simulation, { account, region: world.region, finding: { ...finding } });
  const admin = () => world.as(SECURITY);
  const start = async (more: Partial<StartInvestigationCommandInput> = {}) => {
    const now = world.simulation.clock.now();
    const scope = { ScopeStartTime: new Date(now - 24 * HOUR), ScopeEndTime: new Date(now) };
    const command = new StartInvestigationCommand({ GraphArn, EntityArn: ALICE, ...scope, ...more });
    return (await admin().send(command)).InvestigationId ?? '';
  };
  const get = (InvestigationId: string) => admin().send(new GetInvestigationCommand({ GraphArn, InvestigationId }));
  const list = async (more: Partial<ListInvestigationsCommandInput> = {}) =>
    admin().send(new ListInvestigationsCommand({ GraphArn, ...more }));
  const indicators = async (InvestigationId: string, more: Partial<ListIndicatorsCommandInput> = {}) =>
    admin().send(new ListIndicatorsCommand({ GraphArn, InvestigationId, ...more }));
  const refused = (name: string, httpStatusCode: number) => ({ name, $metadata: { httpStatusCode } });

  test('run for some minutes, and end with a severity', async () => {
    raise(act('UnauthorizedAccess:IAMUser/TorIPCaller', 'Ruritania', '198.51.100.7'));
    const id = await start();
    expect(id).toMatch(/^\d{21}$/);
    const running = await get(id);
    expect(running).toMatchObject({
      GraphArn,
      InvestigationId: id,
      EntityArn: ALICE,
      EntityType: 'IAM_USER',
      Status: 'RUNNING',
      State: 'ACTIVE',
    });
    expect(running.Severity).toBeUndefined();
    expect((await indicators(id)).Indicators).toEqual([]);
    await world.pass(150);
    expect(await get(id)).toMatchObject({ Status: 'SUCCESSFUL', Severity: 'HIGH' });
  });

  test('find tactics, flagged addresses, impossible travel, new places, networks and programs, and the findings with their group', async () => {
    const tor = raise(act('UnauthorizedAccess:IAMUser/TorIPCaller', 'Ruritania', '198.51.100.7'));
    await world.pass(2 * 3600);
    const anomaly = raise({ ...act('Persistence:IAMUser/AnomalousBehavior', 'Freedonia', '203.0.113.9'), severity: 9 });
    raise(act('Impact:IAMUser/AnomalousBehavior', 'Sylvania', '192.0.2.1', 'AssumedRole', 'alice'));
    const id = await start();
    await world.pass(150);
    expect(await get(id)).toMatchObject({ Severity: 'CRITICAL' });
    const { Indicators = [] } = await indicators(id);
    expect(
      Indicators.map(({ IndicatorType, IndicatorDetail }) => [IndicatorType, ...Object.values(IndicatorDetail ?? {})]),
    ).toEqual([
      [
        'TTP_OBSERVED',
        expect.objectContaining({ Tactic: 'Initial Access', Technique: 'Valid Accounts', APIName: 'ListUsers' }),
      ],
      ['TTP_OBSERVED', expect.objectContaining({ Tactic: 'Persistence', Technique: 'Account Manipulation' })],
      [
        'IMPOSSIBLE_TRAVEL',
        {
          StartingIpAddress: '198.51.100.7',
          EndingIpAddress: '203.0.113.9',
          StartingLocation: 'Ruritania',
          EndingLocation: 'Freedonia',
          HourlyTimeDelta: 2,
        },
      ],
      ['FLAGGED_IP_ADDRESS', { IpAddress: '198.51.100.7', Reason: 'AWS_THREAT_INTELLIGENCE' }],
      ['NEW_GEOLOCATION', { Location: 'Ruritania', IpAddress: '198.51.100.7', IsNewForEntireAccount: true }],
      ['NEW_GEOLOCATION', { Location: 'Freedonia', IpAddress: '203.0.113.9', IsNewForEntireAccount: true }],
      ['NEW_ASO', { Aso: 'Net of Ruritania', IsNewForEntireAccount: true }],
      ['NEW_ASO', { Aso: 'Net of Freedonia', IsNewForEntireAccount: true }],
      ['NEW_USER_AGENT', { UserAgent: 'aws-cli/2.0', IsNewForEntireAccount: false }],
      ['RELATED_FINDING', { Arn: tor.arn, Type: tor.type, IpAddress: '198.51.100.7' }],
      ['RELATED_FINDING', { Arn: anomaly.arn, Type: anomaly.type, IpAddress: '203.0.113.9' }],
      ['RELATED_FINDING_GROUP', { Id: expect.stringMatching(/^[0-9a-f]{32}$/) }],
    ]);
    const again = await start();
    await world.pass(150);
    expect((await indicators(again)).Indicators).toEqual(Indicators);
  });

  test('list their indicators page by page, and by type', async () => {
    raise(act('UnauthorizedAccess:IAMUser/TorIPCaller', 'Ruritania', '198.51.100.7'));
    const id = await start();
    await world.pass(150);
    const all = (await indicators(id)).Indicators ?? [];
    const first = await indicators(id, { MaxResults: 2 });
    const second = await indicators(id, { MaxResults: 100, NextToken: first.NextToken });
    expect([...(first.Indicators ?? []), ...(second.Indicators ?? [])]).toEqual(all);
    expect((await indicators(id, { IndicatorType: 'NEW_ASO' })).Indicators).toHaveLength(1);
    await expect(indicators(id, { MaxResults: 101 })).rejects.toMatchObject(refused('ValidationException', 400));
    await expect(indicators(id, { IndicatorType: 'ODD' as 'NEW_ASO' })).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  test('find nothing uncommon if nothing happened in their scope', async () => {
    raise(act('UnauthorizedAccess:IAMUser/TorIPCaller', 'Ruritania', '198.51.100.7'));
    const now = world.simulation.clock.now();
    const id = await start({ ScopeStartTime: new Date(now - 48 * HOUR), ScopeEndTime: new Date(now - 24 * HOUR) });
    await world.pass(150);
    expect(await get(id)).toMatchObject({ Status: 'SUCCESSFUL', Severity: 'INFORMATIONAL' });
    expect((await indicators(id)).Indicators).toEqual([]);
  });

  test('fail if the account leaves the graph meanwhile', async () => {
    raise(act('UnauthorizedAccess:IAMUser/TorIPCaller', 'Ruritania', '198.51.100.7'));
    const id = await start();
    await admin().send(new DeleteMembersCommand({ GraphArn, AccountIds: [MEMBER] }));
    await world.pass(150);
    const failed = await get(id);
    expect(failed.Status).toBe('FAILED');
    expect(failed.Severity).toBeUndefined();
  });

  test('are about users and roles that the graph contains, under exactly their ARN, in enabled accounts', async () => {
    const outsider = act('UnauthorizedAccess:IAMUser/TorIPCaller', 'Ruritania', '198.51.100.7');
    raise(act('UnauthorizedAccess:IAMUser/TorIPCaller', 'Ruritania', '198.51.100.7', 'AssumedRole', 'ci'));
    raise(outsider, OUTSIDER);
    const notFound = refused('ResourceNotFoundException', 404);
    const notValid = refused('ValidationException', 400);
    for (const EntityArn of [ALICE, `arn:aws:iam::${OUTSIDER}:user/alice`, `arn:aws:iam::${MEMBER}:user/ci`])
      await expect(start({ EntityArn })).rejects.toMatchObject(notFound);
    for (const EntityArn of [
      `arn:aws:iam::${MEMBER}:root`,
      `arn:aws:s3:::bucket`,
      'alice',
      `arn:aws-cn:iam::${MEMBER}:user/alice`,
    ])
      await expect(start({ EntityArn })).rejects.toMatchObject(notValid);
    await expect(start({ EntityArn: `arn:aws:iam::${MEMBER}:role/ci` })).resolves.toMatch(/^\d+$/);

    const arn = `arn:aws:iam::${MEMBER}:role/service-role/ci`;
    world.simulation.state.at(roles, MEMBER, '').set('ci', {
      name: 'ci',
      path: '/service-role/',
      arn,
      id: 'AROACI',
      createdAt: 0,
      trust: '{}',
      maxSessionDuration: 3600,
      tags: [],
      inline: new Map(),
      attached: new Set(),
    });
    await expect(start({ EntityArn: `arn:aws:iam::${MEMBER}:role/ci` })).rejects.toMatchObject(notFound);
    await expect(start({ EntityArn: arn })).resolves.toMatch(/^\d+$/);
  });

  test('have a scope in the past, of at most a year ago', async () => {
    raise(act('UnauthorizedAccess:IAMUser/TorIPCaller', 'Ruritania', '198.51.100.7'));
    const now = world.simulation.clock.now();
    for (const [from, to] of [
      [now - HOUR, now - 2 * HOUR],
      [now - HOUR, now + HOUR],
      [now - 366 * 24 * HOUR, now],
    ] as const)
      await expect(start({ ScopeStartTime: new Date(from), ScopeEndTime: new Date(to) })).rejects.toMatchObject(
        refused('ValidationException', 400),
      );
  });

  test('are limited to ten at the same time', async () => {
    raise(act('UnauthorizedAccess:IAMUser/TorIPCaller', 'Ruritania', '198.51.100.7'));
    for (let started = 0; started < 10; started += 1) await start();
    await expect(start()).rejects.toMatchObject(refused('TooManyRequestsException', 429));
    await world.pass(150);
    await expect(start()).resolves.toMatch(/^\d+$/);
  });

  test('are listed by the requested criteria, archived ones only on request', async () => {
    raise(act('UnauthorizedAccess:IAMUser/TorIPCaller', 'Ruritania', '198.51.100.7'));
    raise(act('Discovery:IAMUser/AnomalousBehavior', 'Ruritania', '198.51.100.7', 'AssumedRole', 'ci'));
    const role = `arn:aws:iam::${MEMBER}:role/ci`;
    const [first, second] = [await start(), await start({ EntityArn: role })];
    await world.pass(150);
    const between = new Date(world.simulation.clock.now());
    const third = await start();
    const ids = async (FilterCriteria?: FilterCriteria, more: Partial<ListInvestigationsCommandInput> = {}) =>
      (await list({ FilterCriteria, ...more })).InvestigationDetails?.map(({ InvestigationId }) => InvestigationId);
    expect(await ids()).toEqual([first, second, third]);
    expect(await ids({ EntityArn: { Value: role } })).toEqual([second]);
    expect(await ids({ Status: { Value: 'RUNNING' } })).toEqual([third]);
    expect(await ids({ Severity: { Value: 'HIGH' } })).toEqual([first, second]);
    expect(await ids({ CreatedTime: { StartInclusive: between, EndInclusive: between } })).toEqual([third]);
    expect(await ids({}, { SortCriteria: { Field: 'CREATED_TIME', SortOrder: 'DESC' } })).toEqual([
      third,
      second,
      first,
    ]);
    expect(await ids({}, { SortCriteria: { Field: 'STATUS', SortOrder: 'ASC' }, MaxResults: 1 })).toEqual([third]);
    const { NextToken } = await list({ MaxResults: 2 });
    expect(await ids({}, { NextToken })).toEqual([third]);

    const archive = { GraphArn, InvestigationId: first, State: 'ARCHIVED' } as const;
    await admin().send(new UpdateInvestigationStateCommand(archive));
    expect(await ids()).toEqual([second, third]);
    expect(await ids({ State: { Value: 'ARCHIVED' } })).toEqual([first]);
    expect(await get(first)).toMatchObject({ State: 'ARCHIVED', Status: 'SUCCESSFUL' });
  });

  test('belong to the administrator, and are identified by their ids', async () => {
    await expect(get('1'.repeat(21))).rejects.toMatchObject(refused('ResourceNotFoundException', 404));
    await expect(get('1')).rejects.toMatchObject(refused('ValidationException', 400));
    await expect(world.as(MEMBER).send(new ListInvestigationsCommand({ GraphArn }))).rejects.toMatchObject(
      refused('AccessDeniedException', 403),
    );
    await expect(
      admin().send(
        new UpdateInvestigationStateCommand({ GraphArn, InvestigationId: '1'.repeat(21), State: 'ODD' as 'ACTIVE' }),
      ),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
