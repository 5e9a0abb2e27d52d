import { mistakes, written } from '../written';

const ARN = 'arn:aws:secretsmanager:eu-west-1:222222222222:secret:hook-AbCdEf';
const HOOK = `{ apiDestination: { webhook: { secretArn: '${ARN}', endpoint: https://soc.example.com/in } } }`;
const CHANNEL = '{ chat: { slack: { workspaceId: T0123ABCD, channelId: C0123ABCD } } }';

const at = (homeRegion: string, target: string, partition = 'aws') =>
  mistakes(
    written({
      partition,
      homeRegion,
      regions: `[${homeRegion}]`,
      findings: `\n  targets:\n    it: ${target}\n  routes: [{ name: all, targets: [it] }]`,
    }),
  );

describe('N2: a target of a kind that the home region does not offer is a mistake with its line', () => {
  test.each(['ap-east-2', 'ap-southeast-5', 'ap-southeast-6', 'ca-west-1', 'il-central-1', 'mx-central-1'])(
    'API destinations in %s',
    (region) => {
      expect(at(region, HOOK)).toEqual([
        expect.stringMatching(
          new RegExp(
            `^\\S+:\\d+:\\d+ .*findings.targets.it.apiDestination.*no API destinations in the home region ${region}`,
          ),
        ),
      ]);
    },
  );

  test('API destinations in GovCloud', () => {
    expect(at('us-gov-west-1', HOOK, 'aws-us-gov')).toEqual([expect.stringContaining('no API destinations')]);
  });

  test.each([
    ['aws-us-gov', 'us-gov-west-1'],
    ['aws-cn', 'cn-north-1'],
  ])('chat channels in partition %s', (partition, region) => {
    expect(at(region, CHANNEL, partition)).toEqual([
      expect.stringMatching(new RegExp(`findings.targets.it.chat.*no chat channels in partition ${partition}`)),
    ]);
  });

  test.each([
    ['both', 'eu-west-1', 'aws', HOOK],
    ['chat in a region without API destinations', 'ap-east-2', 'aws', CHANNEL],
    ['API destinations in China', 'cn-north-1', 'aws-cn', HOOK],
  ])('N2: a target of a kind that the home region offers is no mistake: %s', (_, region, partition, target) => {
    expect(at(region, target, partition)).toEqual([]);
  });
});
