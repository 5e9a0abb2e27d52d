import { consoleHost } from '../../../lambda/findings/console';
import { readFinding } from '../../../lambda/findings/finding';
import { severityOf } from '../../../lambda/findings/severity';
import { moment } from '../../../lambda/findings/times';
import { partitionFacts } from '../../../lib/regions';
import { recorded } from '../../findings/corpus';
import { enriched } from './enriched';

const TOR = recorded('UnauthorizedAccess:IAMUser/TorIPCaller');

describe('severity', () => {
  it.each([
    [1, 'Low'],
    [3.9, 'Low'],
    [4, 'Medium'],
    [6.95, 'Medium'],
    [7, 'High'],
    [8.95, 'High'],
    [9, 'Critical'],
    [9.7, 'Critical'],
    [11, 'Critical'],
    [0, 'Unknown'],
    [undefined, 'Unknown'],
  ])('F11: %s is %s', (value, word) => {
    expect(severityOf(value).word).toBe(word);
  });
});

describe('times', () => {
  it('are in UTC and in the configured time zone, with the day if it differs', () => {
    const late = Date.parse('2026-11-20T18:17:42Z');
    expect(moment(late, 'Asia/Tokyo')).toBe('2026-11-20 18:17 UTC (2026-11-21 03:17 Asia/Tokyo)');
    expect(moment(late, 'America/New_York')).toBe('2026-11-20 18:17 UTC (13:17 America/New_York)');
    expect(moment(late, 'UTC')).toBe('2026-11-20 18:17 UTC');
    expect(moment(undefined, 'UTC')).toBeUndefined();
  });
});

describe('a notification', () => {
  it('names the affected resource and the actor in one sentence', () => {
    expect(enriched(TOR).summary).toBe(
      'Affected: credentials of alice in account payments (333333333333), eu-west-1. Actor: IAM user alice from 192.0.2.77 (Netherlands, Example Hosting).',
    );
    expect(enriched(recorded('Object:S3/MaliciousFile')).summary).toBe(
      'Affected: S3 object payroll-exports/in/a.zip in account payments (333333333333), eu-west-1.',
    );
  });

  it('is complete without data from Organizations', () => {
    const bare = enriched(TOR, { account: { id: '333333333333', ous: [], tags: {} } });
    expect(bare.summary).toContain('in account 333333333333, eu-west-1');
  });

  it('takes account and region from the ARN if the finding lacks them, and never takes the account from the envelope', () => {
    const { accountId: _, region: __, ...rest } = TOR;
    expect(readFinding(rest)).toMatchObject({ accountId: '333333333333', region: 'eu-west-1' });
    const event = { id: 'e-1', account: '222222222222', region: 'us-east-1', detail: { type: 'x' } };
    expect(readFinding(event)).toMatchObject({ id: 'event-e-1', accountId: 'unknown', region: 'us-east-1' });
  });

  it('recognizes a sample in its older and its newer form', () => {
    const info = (additionalInfo: object) => ({ ...TOR, service: { ...(TOR.service as object), additionalInfo } });
    expect(readFinding(info({ sample: true })).sample).toBe(true);
    expect(readFinding(info({ type: 'default', value: '{"sample": true}' })).sample).toBe(true);
    expect(readFinding(TOR).sample).toBe(false);
  });

  it.each(['aws', 'aws-cn', 'aws-us-gov'] as const)('links to the console of partition %s', (partition) => {
    expect(consoleHost(partition)).toBe(partitionFacts(partition).consoleHost);
    expect(enriched({ ...TOR, partition }).links.guardDuty).toContain(
      `https://${partitionFacts(partition).consoleHost}/`,
    );
  });

  it('derives the partition from the region if the finding does not name it', () => {
    const { partition: _, arn: __, ...rest } = TOR;
    expect(enriched({ ...rest, region: 'us-gov-west-1' }).links.guardDuty).toContain('amazonaws-us-gov.com');
    expect(enriched({ ...rest, region: 'cn-north-1' }).links.remediation).toContain('docs.amazonaws.cn');
  });
});

describe('the query for the actor', () => {
  it('N8: is for Athena, and reads only the days of the finding', () => {
    const { query } = enriched(TOR, { desired: { cloudTrail: { athenaTable: 'trails' } } });
    expect(query).toMatchObject({ dialect: 'Athena', statement: expect.stringContaining('FROM trails\n') });
    expect(query?.statement).toContain("WHERE \"timestamp\" BETWEEN '2026/11/20' AND '2026/11/20'\n");
    expect(query?.statement).toContain("AND eventTime BETWEEN '2026-11-20T07:17:42Z' AND '2026-11-20T10:44:03Z'\n");
    expect(enriched(TOR).query?.statement).toContain('FROM CLOUDTRAIL_TABLE\n');
  });

  it('N8: uses another column of days, or reads all days, if the table is configured so', () => {
    const statement = (athenaPartition: string) =>
      enriched(TOR, { desired: { cloudTrail: { athenaTable: 'trails', athenaPartition } } }).query?.statement;
    expect(statement('day')).toContain('WHERE "day" BETWEEN');
    expect(statement('none')).toContain('WHERE eventTime BETWEEN');
  });

  it('N8: is for CloudTrail Lake only if an event data store is configured', () => {
    const { query, otherQueries } = enriched(TOR, { desired: { cloudTrail: { eventDataStore: 'eds-1' } } });
    expect(query).toMatchObject({ dialect: 'CloudTrail Lake', statement: expect.stringContaining('FROM eds-1\n') });
    expect(query?.statement).toContain("BETWEEN '2026-11-20 07:17:42' AND '2026-11-20 10:44:03'");
    expect(otherQueries.map(({ dialect }) => dialect)).toEqual(['CloudWatch Logs Insights', 'AWS CLI']);
    const none = enriched(TOR);
    expect([none.query, ...none.otherQueries].map((each) => each?.dialect)).not.toContain('CloudTrail Lake');
  });

  it('N8: is no command for the AWS CLI if a shell would interpret the region of the finding', () => {
    const dialects = (region: string) => enriched({ ...TOR, region }).otherQueries.map(({ dialect }) => dialect);
    for (const region of ['us-gov-west-1', 'ap-southeast-4']) expect(dialects(region)).toContain('AWS CLI');
    for (const region of ['$(id)', 'eu-west-1;id', '`id`', 'https://evil.example', 'eu-west-1|id'])
      expect(dialects(region)).not.toContain('AWS CLI');
  });

  it('N8: exists for CloudWatch Logs Insights and for the AWS CLI, too', () => {
    const [insights, lookUp] = enriched(TOR).otherQueries;
    expect(insights).toMatchObject({
      dialect: 'CloudWatch Logs Insights',
      statement: expect.stringContaining('| filter recipientAccountId = "333333333333"\n| filter userIdentity.'),
    });
    expect(insights?.statement).toContain('# from 2026-11-20T07:17:42Z to 2026-11-20T10:44:03Z\n');
    expect(lookUp?.statement).toMatch(
      /^aws cloudtrail lookup-events --region eu-west-1 --start-time \S+ --end-time \S+ --lookup-attributes AttributeKey=AccessKeyId,AttributeValue=\w+$/,
    );
  });

  it('F14: cannot inject anything into a shell command', () => {
    const accessKeyDetails = {
      userType: 'IAMUser',
      userName: 'x;reboot',
      accessKeyId: '$(reboot)',
      principalId: 'AIDA1',
    };
    const evil = enriched({ ...TOR, resource: { resourceType: 'AccessKey', accessKeyDetails } });
    expect(evil.otherQueries.map(({ dialect }) => dialect)).toEqual(['CloudWatch Logs Insights']);
  });

  it('searches for the address if no one is named, and is missing if there is nothing to search for', () => {
    expect(enriched({ ...TOR, resource: { resourceType: 'AccessKey' } }).query?.statement).toContain(
      "sourceIPAddress = '192.0.2.77'",
    );
    expect(enriched(recorded('Object:S3/MaliciousFile')).query).toBeUndefined();
  });

  it('F14: escapes a quote in a name', () => {
    const accessKeyDetails = { userType: 'IAMUser', userName: 'x', principalId: "x' OR '1'='1" };
    const evil = enriched({ ...TOR, resource: { resourceType: 'AccessKey', accessKeyDetails } });
    expect(evil.query?.statement).toContain("userIdentity.principalId = 'x'' OR ''1''=''1'");
  });
});
