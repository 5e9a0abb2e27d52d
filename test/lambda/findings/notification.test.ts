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
  it('are in UTC and in the configured zone, with the day where it differs', () => {
    const late = Date.parse('2026-11-20T18:17:42Z');
    expect(moment(late, 'Asia/Tokyo')).toBe('2026-11-20 18:17 UTC (2026-11-21 03:17 Asia/Tokyo)');
    expect(moment(late, 'America/New_York')).toBe('2026-11-20 18:17 UTC (13:17 America/New_York)');
    expect(moment(late, 'UTC')).toBe('2026-11-20 18:17 UTC');
    expect(moment(undefined, 'UTC')).toBeUndefined();
  });
});

describe('a notification', () => {
  it('says in a sentence what is affected and who acted', () => {
    expect(enriched(TOR).summary).toBe(
      'Affected: credentials of alice in account payments (333333333333), eu-west-1. Actor: IAM user alice from 192.0.2.77 (Netherlands, Example Hosting).',
    );
    expect(enriched(recorded('Object:S3/MaliciousFile')).summary).toBe(
      'Affected: S3 object payroll-exports/in/a.zip in account payments (333333333333), eu-west-1.',
    );
  });

  it('is complete without anything from Organizations', () => {
    const bare = enriched(TOR, { account: { id: '333333333333', ous: [], tags: {} } });
    expect(bare.summary).toContain('in account 333333333333, eu-west-1');
  });

  it('takes account and region from the ARN where the finding lacks them, never the account from the envelope', () => {
    const { accountId: _, region: __, ...rest } = TOR;
    expect(readFinding(rest)).toMatchObject({ accountId: '333333333333', region: 'eu-west-1' });
    const event = { id: 'e-1', account: '222222222222', region: 'us-east-1', detail: { type: 'x' } };
    expect(readFinding(event)).toMatchObject({ id: 'event-e-1', accountId: 'unknown', region: 'us-east-1' });
  });

  it('knows a sample in its older and its newer form', () => {
    const info = (additionalInfo: object) => ({ ...TOR, service: { ...(TOR.service as object), additionalInfo } });
    expect(readFinding(info({ sample: true })).sample).toBe(true);
    expect(readFinding(info({ type: 'default', value: '{"sample": true}' })).sample).toBe(true);
    expect(readFinding(TOR).sample).toBe(false);
  });

  it.each(['aws', 'aws-cn', 'aws-us-gov'] as const)('leads to the console of partition %s', (partition) => {
    expect(consoleHost(partition)).toBe(partitionFacts(partition).consoleHost);
    expect(enriched({ ...TOR, partition }).links.guardDuty).toContain(
      `https://${partitionFacts(partition).consoleHost}/`,
    );
  });

  it('knows the partition by the region where the finding does not say', () => {
    const { partition: _, arn: __, ...rest } = TOR;
    expect(enriched({ ...rest, region: 'us-gov-west-1' }).links.guardDuty).toContain('amazonaws-us-gov.com');
    expect(enriched({ ...rest, region: 'cn-north-1' }).links.remediation).toContain('docs.amazonaws.cn');
  });
});

describe('the query for the actor', () => {
  it('is for CloudTrail Lake, or for Athena where a table is named', () => {
    const lake = enriched(TOR, { desired: { cloudTrail: { eventDataStore: 'eds-1' } } }).query;
    expect(lake).toMatchObject({ dialect: 'CloudTrail Lake', statement: expect.stringContaining('FROM eds-1\n') });
    expect(lake?.statement).toContain("BETWEEN '2026-11-20 07:17:42' AND '2026-11-20 10:44:03'");
    const athena = enriched(TOR, { desired: { cloudTrail: { athenaTable: 'trails' } } }).query;
    expect(athena).toMatchObject({ dialect: 'Athena', statement: expect.stringContaining('FROM trails\n') });
    expect(athena?.statement).toContain("BETWEEN '2026-11-20T07:17:42Z' AND");
  });

  it('asks for the address where nobody is named, and is none where there is nothing to ask for', () => {
    expect(enriched(recorded('Discovery:RDS/MaliciousIPCaller')).query?.statement).toContain(
      "sourceIPAddress = '198.51.100.23'",
    );
    expect(enriched(recorded('Object:S3/MaliciousFile')).query).toBeUndefined();
  });

  it('F14: keeps a quote in a name inside its quotes', () => {
    const accessKeyDetails = { userType: 'IAMUser', userName: 'x', principalId: "x' OR '1'='1" };
    const evil = enriched({ ...TOR, resource: { resourceType: 'AccessKey', accessKeyDetails } });
    expect(evil.query?.statement).toContain("userIdentity.principalId = 'x'' OR ''1''=''1'");
  });
});
