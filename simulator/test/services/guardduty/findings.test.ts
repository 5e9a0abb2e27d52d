import {
  ArchiveFindingsCommand,
  CreateFilterCommand,
  CreateSampleFindingsCommand,
  DisassociateMembersCommand,
  type FindingCriteria,
  GetFilterCommand,
  GetFindingsCommand,
  GetFindingsStatisticsCommand,
  ListFiltersCommand,
  ListFindingsCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UnarchiveFindingsCommand,
  UntagResourceCommand,
  UpdateFindingsFeedbackCommand,
} from '@aws-sdk/client-guardduty';
import type { Service } from '../../../src/contract/service';
import type { AwsEvent } from '../../../src/contract/world';
import { GuardDutyOrganization } from '../../../src/fixtures/guardduty-organization';
import { organizationOf, SECURITY } from '../../../src/fixtures/organization-of';
import { guardduty, putFinding } from '../../../src/services/guardduty';
import { Simulation } from '../../../src/simulation';

const MEMBER = '333333333333';
const PROBE = 'Recon:EC2/PortProbeUnprotectedPort';

describe('GuardDuty findings', () => {
  let world: GuardDutyOrganization;
  let events: AwsEvent[];
  let admin: string;
  let mine: string;

  beforeEach(async () => {
    events = [];
    const listener = { ...guardduty, signingName: 'listener', seed: undefined, onOrganizationChange: undefined };
    const service = { ...listener, onEvent: (event: AwsEvent) => void events.push(event) } as unknown as Service;
    world = await GuardDutyOrganization.start({}, [service]);
    await world.delegate();
    await world.add([MEMBER]);
    admin = await world.detectorId(SECURITY);
    mine = await world.detectorId(MEMBER);
  });

  const put = (finding: Record<string, unknown>) =>
    putFinding(world.simulation, { account: MEMBER, region: world.region, finding });
  const list = async (account: string, FindingCriteria?: FindingCriteria) => {
    const DetectorId = await world.detectorId(account);
    return (await world.as(account).send(new ListFindingsCommand({ DetectorId, FindingCriteria }))).FindingIds ?? [];
  };
  const read = async (account: string, FindingIds: string[]) => {
    const DetectorId = await world.detectorId(account);
    return (await world.as(account).send(new GetFindingsCommand({ DetectorId, FindingIds }))).Findings ?? [];
  };
  const refusal = (message: string) => ({ name: 'BadRequestException', message });

  test('a finding reaches the event buses of its account and of the administrator, with the bus’s account in the envelope', async () => {
    const { id } = put({ type: PROBE, severity: 8, title: 'A port was probed.' });
    expect(events).toEqual([]);
    await world.pass(5);
    const detail = expect.objectContaining({
      id,
      accountId: MEMBER,
      type: PROBE,
      severity: 8,
      title: 'A port was probed.',
    });
    const event = {
      source: 'aws.guardduty',
      detailType: 'GuardDuty Finding',
      region: 'eu-west-1',
      resources: [],
      detail,
    };
    expect(events).toEqual([
      { ...event, account: MEMBER },
      { ...event, account: SECURITY },
    ]);
  });

  test('the missing members of a finding are filled in as in a sample', async () => {
    put({ type: PROBE });
    const [id = ''] = await list(SECURITY);
    expect(await read(SECURITY, [id])).toMatchObject([
      {
        AccountId: MEMBER,
        Arn: `arn:aws:guardduty:eu-west-1:${MEMBER}:detector/${mine}/finding/${id}`,
        Severity: 2,
        Title: expect.stringMatching(/^\[SAMPLE\] /),
        Resource: { ResourceType: 'Instance', InstanceDetails: { InstanceId: 'i-99999999' } },
        Service: { DetectorId: mine, Count: 1, Archived: false, ServiceName: 'guardduty' },
      },
    ]);
    expect(await read(MEMBER, [id])).toEqual(await read(SECURITY, [id]));
  });

  test('a finding without an id is always a new one', async () => {
    put({ type: PROBE });
    put({ type: PROBE });
    expect(await list(MEMBER)).toHaveLength(2);
  });

  test('without an enabled detector no finding arises', async () => {
    const nowhere = () => putFinding(world.simulation, { account: '444444444444', region: 'eu-west-1', finding: {} });
    expect(nowhere).toThrow('GuardDuty is not enabled in account 444444444444 in eu-west-1.');
  });

  test('F7: a repeat keeps its id, counts up, and is sent with the next publication', async () => {
    const id = 'a'.repeat(32);
    put({ id, type: PROBE });
    await world.pass(5);
    put({ id, type: PROBE });
    put({ id, type: PROBE });
    expect(await list(MEMBER)).toEqual([id]);
    await world.pass(6 * 3600 - 1);
    expect(events).toHaveLength(2);
    await world.pass(1);
    expect(
      events.slice(2).map(({ account, detail }) => [account, (detail.service as { count: number }).count]),
    ).toEqual([
      [MEMBER, 3],
      [SECURITY, 3],
    ]);
  });

  test('F9: a finding that a filter archives is kept and not sent', async () => {
    const client = world.as(SECURITY);
    const FindingCriteria = { Criterion: { type: { Equals: [PROBE] }, severity: { LessThan: 4 } } };
    await client.send(
      new CreateFilterCommand({ DetectorId: admin, Name: 'probes', Action: 'ARCHIVE', FindingCriteria, Rank: 1 }),
    );
    put({ type: PROBE, id: 'b'.repeat(32) });
    put({ type: PROBE, id: 'c'.repeat(32), severity: 8 });
    await world.pass(5);
    expect(events.map(({ detail }) => detail.id)).toEqual(['c'.repeat(32), 'c'.repeat(32)]);
    const archived = (value: string) => list(SECURITY, { Criterion: { 'service.archived': { Eq: [value] } } });
    expect([await archived('true'), await archived('false')]).toEqual([['b'.repeat(32)], ['c'.repeat(32)]]);
    expect(await client.send(new GetFilterCommand({ DetectorId: admin, FilterName: 'probes' }))).toMatchObject({
      Action: 'ARCHIVE',
      Rank: 1,
      FindingCriteria,
    });
    expect((await client.send(new ListFiltersCommand({ DetectorId: admin }))).FilterNames).toEqual(['probes']);
    await expect(
      client.send(new CreateFilterCommand({ DetectorId: admin, Name: 'probes', FindingCriteria })),
    ).rejects.toMatchObject(refusal('The request is rejected because a filter with the given name already exists.'));
    await expect(
      world.as(MEMBER).send(new CreateFilterCommand({ DetectorId: mine, Name: 'own', FindingCriteria })),
    ).rejects.toMatchObject({ message: expect.stringContaining('member accounts cannot manage') });
  });

  test('sample findings of one type, of all types, and of none that exists', async () => {
    const sample = (FindingTypes?: string[]) =>
      world.as(MEMBER).send(new CreateSampleFindingsCommand({ DetectorId: mine, FindingTypes: FindingTypes as never }));
    await sample([PROBE, PROBE]);
    const [finding] = await read(MEMBER, await list(MEMBER));
    expect(finding).toMatchObject({ Type: PROBE, Service: { Count: 2, AdditionalInfo: { Value: '{"sample":true}' } } });
    await expect(sample(['Recon:EC2/Nothing'])).rejects.toMatchObject(
      refusal('The request is rejected because of invalid finding type is specified.'),
    );
    await sample();
    const found = await world.as(MEMBER).send(new ListFindingsCommand({ DetectorId: mine }));
    expect(found.FindingIds).toHaveLength(50);
    expect(found.NextToken).toBeDefined();
  });

  test('findings are sorted and found by criteria, and counted by severity and account', async () => {
    put({ type: PROBE, id: '1'.repeat(32), severity: 5 });
    put({ type: 'Backdoor:EC2/Spambot', id: '2'.repeat(32), severity: 8.5 });
    put({ type: 'Trojan:EC2/DropPoint', id: '3'.repeat(32), severity: 2 });
    const DetectorId = admin;
    const client = world.as(SECURITY);
    const sorted = await client.send(
      new ListFindingsCommand({
        DetectorId,
        MaxResults: 2,
        SortCriteria: { AttributeName: 'severity', OrderBy: 'DESC' },
      }),
    );
    expect(sorted.FindingIds?.map((id) => id[0])).toEqual(['2', '1']);
    expect(await list(SECURITY, { Criterion: { severity: { GreaterThanOrEqual: 5 } } })).toHaveLength(2);
    await expect(list(SECURITY, { Criterion: { type: { Matches: ['*:EC2/D*'] } } })).rejects.toMatchObject({
      message: expect.stringContaining('invalid or out-of-range'),
    });
    expect(await list(SECURITY, { Criterion: { severity: { Equals: ['7', '8'] } } })).toEqual(['2'.repeat(32)]);
    expect(await list(SECURITY, { Criterion: { updatedAt: { Gte: world.simulation.clock.now() } } })).toHaveLength(3);
    expect(await list(SECURITY, { Criterion: { accountId: { Neq: [MEMBER] } } })).toEqual([]);
    const old = new GetFindingsStatisticsCommand({ DetectorId, FindingStatisticTypes: ['COUNT_BY_SEVERITY'] });
    expect((await client.send(old)).FindingStatistics?.CountBySeverity).toEqual({ '5.0': 1, '8.5': 1, '2.0': 1 });
    const grouped = await client.send(new GetFindingsStatisticsCommand({ DetectorId, GroupBy: 'ACCOUNT' }));
    expect(grouped.FindingStatistics?.GroupedByAccount).toMatchObject([{ AccountId: MEMBER, TotalFindings: 3 }]);
  });

  test('only the administrator archives, and the member sees it', async () => {
    const { id } = put({ type: PROBE });
    const FindingIds = [id];
    await expect(
      world.as(MEMBER).send(new ArchiveFindingsCommand({ DetectorId: mine, FindingIds })),
    ).rejects.toMatchObject({ message: expect.stringContaining('member accounts cannot manage') });
    await world.as(SECURITY).send(new ArchiveFindingsCommand({ DetectorId: admin, FindingIds }));
    await world
      .as(SECURITY)
      .send(new UpdateFindingsFeedbackCommand({ DetectorId: admin, FindingIds, Feedback: 'USEFUL' }));
    expect((await read(MEMBER, FindingIds))[0]?.Service).toMatchObject({ Archived: true, UserFeedback: 'USEFUL' });
    await world.as(SECURITY).send(new UnarchiveFindingsCommand({ DetectorId: admin, FindingIds }));
    expect((await read(MEMBER, FindingIds))[0]?.Service?.Archived).toBe(false);
  });

  test('the administrator loses the findings of a member when their association ends', async () => {
    put({ type: PROBE });
    await world.as(SECURITY).send(new DisassociateMembersCommand({ DetectorId: admin, AccountIds: [MEMBER] }));
    expect([await list(SECURITY), (await list(MEMBER)).length]).toEqual([[], 1]);
  });

  test('detectors have tags', async () => {
    const client = world.as(SECURITY);
    const ResourceArn = `arn:aws:guardduty:eu-west-1:${SECURITY}:detector/${admin}`;
    await client.send(new TagResourceCommand({ ResourceArn, Tags: { team: 'security', stage: 'prod' } }));
    await client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['stage'] }));
    expect((await client.send(new ListTagsForResourceCommand({ ResourceArn }))).Tags).toEqual({ team: 'security' });
    const foreign = `arn:aws:guardduty:eu-west-1:${MEMBER}:detector/${mine}`;
    await expect(client.send(new ListTagsForResourceCommand({ ResourceArn: foreign }))).rejects.toMatchObject(
      refusal('The request is rejected since no such resource found.'),
    );
  });

  test('findings also arise in a simulation without other services', async () => {
    const file = organizationOf({ guardduty: [{ account: MEMBER, region: 'us-east-1' }], settings: { delays: false } });
    const alone = await Simulation.start(file, [guardduty], { clockRate: 0 });
    expect(putFinding(alone, { account: MEMBER, region: 'us-east-1', finding: {} })).toMatchObject({
      region: 'us-east-1',
    });
  });
});
