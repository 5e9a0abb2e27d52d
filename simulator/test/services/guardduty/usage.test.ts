import {
  GetCoverageStatisticsCommand,
  GetRemainingFreeTrialDaysCommand,
  GetUsageStatisticsCommand,
  type GetUsageStatisticsCommandInput,
  ListCoverageCommand,
  UpdateDetectorCommand,
} from '@aws-sdk/client-guardduty';
import { GuardDutyOrganization } from '../../../src/fixtures/guardduty-organization';
import { SECURITY } from '../../../src/fixtures/organization-of';

const MEMBER = '333333333333';
const OUTSIDER = '444444444444';
const DAY = 24 * 3600;
const refused = { name: 'BadRequestException', message: expect.stringContaining('invalid or out-of-range value') };

let world: GuardDutyOrganization;
let DetectorId: string;
beforeEach(async () => {
  world = await GuardDutyOrganization.start();
  await world.delegate();
  DetectorId = await world.detectorId(SECURITY);
  await world.add([MEMBER]);
});

describe('the free trial', () => {
  const daysLeft = async (account: string, ...AccountIds: string[]) => {
    const id = await world.detectorId(account);
    const { Accounts = [], UnprocessedAccounts = [] } = await world
      .as(account)
      .send(new GetRemainingFreeTrialDaysCommand({ DetectorId: id, AccountIds }));
    const features = Accounts.map(({ Features = [] }) =>
      Object.fromEntries(Features.map(({ Name, FreeTrialDaysRemaining }) => [Name, FreeTrialDaysRemaining])),
    );
    return { features, accounts: Accounts, unprocessed: UnprocessedAccounts };
  };

  test('is thirty days for each feature', async () => {
    await world.pass(10 * DAY);
    const Features = [{ Name: 'RUNTIME_MONITORING' as const, Status: 'ENABLED' as const }];
    await world.as(SECURITY).send(new UpdateDetectorCommand({ DetectorId, Features }));
    expect((await daysLeft(SECURITY, SECURITY)).features).toEqual([
      expect.objectContaining({ CLOUD_TRAIL: 20, S3_DATA_EVENTS: 20, EC2_RUNTIME_MONITORING: 30 }),
    ]);
    await world.pass(20 * DAY);
    const { accounts, features } = await daysLeft(SECURITY, SECURITY);
    expect(features).toEqual([expect.objectContaining({ FLOW_LOGS: 0, EC2_RUNTIME_MONITORING: 10 })]);
    expect(accounts[0]?.DataSources).toMatchObject({ DnsLogs: { FreeTrialDaysRemaining: 0 } });
  });

  test('does not begin again when a feature is switched off and on', async () => {
    const set = async (Status: 'ENABLED' | 'DISABLED') => {
      const Features = [{ Name: 'S3_DATA_EVENTS' as const, Status }];
      await world.as(SECURITY).send(new UpdateDetectorCommand({ DetectorId, Features }));
      await world.pass(5 * DAY);
    };
    await set('DISABLED');
    expect((await daysLeft(SECURITY, SECURITY)).features[0]).not.toHaveProperty('S3_DATA_EVENTS');
    await set('ENABLED');
    expect((await daysLeft(SECURITY, SECURITY)).features[0]).toMatchObject({ S3_DATA_EVENTS: 20 });
  });

  test('of members is only shown to their administrator', async () => {
    const { accounts, unprocessed } = await daysLeft(SECURITY, MEMBER, OUTSIDER);
    expect(accounts.map(({ AccountId }) => AccountId)).toEqual([MEMBER]);
    expect(unprocessed).toMatchObject([{ AccountId: OUTSIDER, Result: expect.stringContaining('not an associated') }]);
    expect((await daysLeft(MEMBER, SECURITY)).unprocessed).toHaveLength(1);
  });
});

describe('usage', () => {
  const usage = async (
    input: Partial<GetUsageStatisticsCommandInput> & Pick<GetUsageStatisticsCommandInput, 'UsageStatisticType'>,
    account = SECURITY,
  ) =>
    world.as(account).send(
      new GetUsageStatisticsCommand({
        DetectorId: await world.detectorId(account),
        UsageCriteria: { Features: ['CLOUD_TRAIL', 'FLOW_LOGS'] },
        ...input,
      }),
    );

  test('grows with the days, up to thirty, and sums the requested items', async () => {
    const byAccount = async () => (await usage({ UsageStatisticType: 'SUM_BY_ACCOUNT' })).UsageStatistics?.SumByAccount;
    await world.pass(10 * DAY);
    expect(await byAccount()).toMatchObject([
      { AccountId: SECURITY, Total: { Amount: expect.stringMatching(/^9\.00/), Unit: 'USD' } },
      { AccountId: MEMBER, Total: { Amount: '9.0000', Unit: 'USD' } },
    ]);
    await world.pass(40 * DAY);
    expect(await byAccount()).toMatchObject([{ Total: { Amount: '27.0000' } }, { Total: { Amount: '27.0000' } }]);
    const { UsageStatistics } = await usage({ UsageStatisticType: 'SUM_BY_FEATURES' });
    expect(UsageStatistics).toEqual({
      SumByFeature: [
        { Feature: 'CLOUD_TRAIL', Total: { Amount: '24.0000', Unit: 'USD' } },
        { Feature: 'FLOW_LOGS', Total: { Amount: '30.0000', Unit: 'USD' } },
      ],
    });
  });

  test('lists the accounts of each feature, the most expensive first', async () => {
    await world.pass(DAY);
    await world.add([OUTSIDER]);
    await world.pass(DAY);
    const top = await usage({
      UsageStatisticType: 'TOP_ACCOUNTS_BY_FEATURE',
      UsageCriteria: { Features: ['DNS_LOGS'] },
    });
    expect(top.UsageStatistics?.TopAccountsByFeature).toMatchObject([
      { Feature: 'DNS_LOGS', Accounts: [{ AccountId: SECURITY }, { AccountId: MEMBER }, { AccountId: OUTSIDER }] },
    ]);
    const sources = await usage({
      UsageStatisticType: 'SUM_BY_DATA_SOURCE',
      UsageCriteria: { DataSources: ['S3_LOGS'] },
    });
    expect(sources.UsageStatistics?.SumByDataSource).toMatchObject([{ DataSource: 'S3_LOGS', Total: { Unit: 'USD' } }]);
  });

  test('is listed in pages; a member sees its own', async () => {
    const first = await usage({ UsageStatisticType: 'SUM_BY_ACCOUNT', MaxResults: 1 });
    expect(first.UsageStatistics?.SumByAccount).toMatchObject([{ AccountId: SECURITY }]);
    const NextToken = first.NextToken;
    const second = await usage({ UsageStatisticType: 'SUM_BY_ACCOUNT', MaxResults: 1, NextToken });
    expect([second.UsageStatistics?.SumByAccount?.[0]?.AccountId, second.NextToken]).toEqual([MEMBER, undefined]);
    const own = await usage({ UsageStatisticType: 'SUM_BY_ACCOUNT' }, MEMBER);
    expect(own.UsageStatistics?.SumByAccount).toMatchObject([{ AccountId: MEMBER }]);
  });

  test.each([
    { Unit: 'EUR' },
    { MaxResults: 51 },
    { NextToken: 'none' },
    { UsageStatisticType: 'SUM' as 'SUM_BY_ACCOUNT' },
  ])('is refused with %j', async (more) => {
    await expect(usage({ UsageStatisticType: 'SUM_BY_ACCOUNT', ...more })).rejects.toMatchObject(refused);
  });
});

describe('coverage', () => {
  test('is empty, because nothing runs in simulated accounts', async () => {
    const client = world.as(SECURITY);
    expect((await client.send(new ListCoverageCommand({ DetectorId }))).Resources).toEqual([]);
    const { CoverageStatistics } = await client.send(
      new GetCoverageStatisticsCommand({ DetectorId, StatisticsType: ['COUNT_BY_RESOURCE_TYPE'] }),
    );
    expect(CoverageStatistics).toEqual({ CountByResourceType: {} });
  });

  test.each([
    new ListCoverageCommand({ DetectorId: '', MaxResults: 51 }),
    new ListCoverageCommand({ DetectorId: '', SortCriteria: { AttributeName: 'AGE' as 'ISSUE' } }),
    new ListCoverageCommand({
      DetectorId: '',
      FilterCriteria: { FilterCriterion: [{ CriterionKey: 'AGE' as 'ACCOUNT_ID' }] },
    }),
    new GetCoverageStatisticsCommand({ DetectorId: '', StatisticsType: [] }),
  ])('is refused if the request names something that does not exist: %#', async (command) => {
    command.input.DetectorId = DetectorId;
    await expect(world.as(SECURITY).send(command as ListCoverageCommand)).rejects.toMatchObject(refused);
  });
});
