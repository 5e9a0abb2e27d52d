import type { Indicator } from '../../../lambda/aws/detective/investigations';
import { foundIn } from '../../../lambda/investigation/result';

const IP = '198.51.100.7';
const one = (IndicatorType: string, IndicatorDetail: Indicator['IndicatorDetail']): Indicator => ({
  IndicatorType: IndicatorType as NonNullable<Indicator['IndicatorType']>,
  IndicatorDetail,
});
const ttp = (Tactic: string, Technique: string, APIName?: string, APISuccessCount = 1, APIFailureCount = 0) =>
  one('TTP_OBSERVED', {
    TTPsObservedDetail: {
      Tactic,
      Technique,
      APIName,
      APISuccessCount,
      APIFailureCount,
      Procedure: `${APIName} called`,
    },
  });

describe('an indicator is described by its own values', () => {
  it.each([
    [
      one('TTP_OBSERVED', { TTPsObservedDetail: { Procedure: 'Unusual calls', IpAddress: IP } }),
      `Unusual calls (${IP})`,
    ],
    [
      one('IMPOSSIBLE_TRAVEL', {
        ImpossibleTravelDetail: {
          StartingIpAddress: '192.0.2.1',
          StartingLocation: 'Paris',
          EndingIpAddress: IP,
          EndingLocation: 'Tokyo',
          HourlyTimeDelta: 2,
        },
      }),
      `Paris (192.0.2.1) → Tokyo (${IP}), 2 h`,
    ],
    [one('IMPOSSIBLE_TRAVEL', { ImpossibleTravelDetail: { EndingLocation: 'Tokyo' } }), '? → Tokyo'],
    [one('FLAGGED_IP_ADDRESS', { FlaggedIpAddressDetail: { IpAddress: IP, Reason: 'AWS_THREAT_INTELLIGENCE' } }), IP],
    [one('NEW_GEOLOCATION', { NewGeolocationDetail: { Location: 'Tokyo', IpAddress: IP } }), `Tokyo (${IP})`],
    [one('NEW_ASO', { NewAsoDetail: { Aso: 'Example Net' } }), 'Example Net'],
    [one('NEW_USER_AGENT', { NewUserAgentDetail: { UserAgent: 'curl/8' } }), 'curl/8'],
    [
      one('RELATED_FINDING', { RelatedFindingDetail: { Arn: 'arn', Type: 'Recon:EC2/Portscan' } }),
      'Recon:EC2/Portscan',
    ],
    [one('RELATED_FINDING_GROUP', { RelatedFindingGroupDetail: { Id: 'group-1' } }), 'group-1'],
  ])('%j', (indicator, text) => {
    const { indicators } = foundIn('HIGH', [indicator]);
    expect(indicators).toEqual([
      { type: indicator.IndicatorType, count: 1, examples: [{ text, newForAccount: false }] },
    ]);
  });

  it('of an unknown kind is counted', () => {
    expect(foundIn('HIGH', [one('NEW_KIND', {}), one('NEW_KIND', {}), {}]).indicators).toEqual([
      { type: 'NEW_KIND', count: 2, examples: [] },
      { type: 'UNKNOWN', count: 1, examples: [] },
    ]);
  });

  it('says if it is new for the whole account', () => {
    const network = one('NEW_ASO', { NewAsoDetail: { Aso: 'Example Net', IsNewForEntireAccount: true } });
    expect(foundIn('LOW', [network]).indicators[0]?.examples).toEqual([{ text: 'Example Net', newForAccount: true }]);
  });
});

describe('the result', () => {
  it('has each tactic and technique once, and the most frequent API calls', () => {
    const found = foundIn('CRITICAL', [
      ttp('Discovery', 'Cloud Infrastructure Discovery', 'ListBuckets', 12, 1),
      ttp('Discovery', 'Account Discovery', 'ListUsers', 2),
      ttp('Discovery', 'Account Discovery', 'ListBuckets', 3, 2),
      ttp('Persistence', 'Account Manipulation'),
    ]);
    expect(found).toMatchObject({
      severity: 'CRITICAL',
      tactics: [
        { tactic: 'Discovery', techniques: ['Cloud Infrastructure Discovery', 'Account Discovery'] },
        { tactic: 'Persistence', techniques: ['Account Manipulation'] },
      ],
      calls: [
        { api: 'ListBuckets', succeeded: 15, failed: 3 },
        { api: 'ListUsers', succeeded: 2, failed: 0 },
      ],
    });
  });

  it('fits into a state of Step Functions and a message, however large it is', () => {
    const long = '漢'.repeat(5000);
    const many = Array.from({ length: 1000 }, (_, at) => [
      ttp(`Tactic ${at % 30} ${long}`, `Technique ${at} ${long}`, `Api${at}${long}`),
      one('NEW_USER_AGENT', { NewUserAgentDetail: { UserAgent: `${at} ${long}` } }),
      one('NEW_ASO', { NewAsoDetail: { Aso: `${'a'.repeat(199)}😀` } }),
    ]).flat();
    const found = foundIn('HIGH', many);
    expect(Buffer.byteLength(JSON.stringify(found))).toBeLessThan(100 * 1024);
    expect(found.indicators.map(({ type, count }) => [type, count])).toEqual([
      ['TTP_OBSERVED', 1000],
      ['NEW_USER_AGENT', 1000],
      ['NEW_ASO', 1000],
    ]);
    expect(JSON.stringify(found)).not.toContain('\\ud83d');
  });
});
