import { MANAGEMENT } from '../../../src/fixtures/organization-of';
import { cloudformation } from '../../../src/services/cloudformation';
import { events } from '../../../src/services/events';
import { worldOf } from './world';

const POLICY = { Version: '2012-10-17', Statement: [] };
const bus = (properties: object) => ({
  Resources: { Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'findings', ...properties } } },
});

describe('N2: an event bus in GovCloud', () => {
  const REGION = 'us-gov-west-1';
  const gov = () => worldOf([cloudformation, events], { partition: 'aws-us-gov' });

  test.each([
    ['a description', { Description: 'd' }, 'extraneous key [Description] is not permitted'],
    ['log settings', { LogConfig: { Level: 'INFO' } }, 'extraneous key [LogConfig] is not permitted'],
    ['a policy that is not text', { Policy: POLICY }, '#/Policy: expected type: String'],
  ])('is refused with %s', async (_, properties, words) => {
    const { submit, call } = await gov();
    expect(await submit('CreateStack', 'demo', bus(properties), {}, REGION)).toMatchObject({
      StackStatus: 'ROLLBACK_COMPLETE',
    });
    expect(JSON.stringify(await call('DescribeStackEvents', { StackName: 'demo' }, REGION))).toContain(words);
  });

  test('is created with a policy as text', async () => {
    const { submit } = await gov();
    const made = await submit('CreateStack', 'demo', bus({ Policy: JSON.stringify(POLICY) }), {}, REGION);
    expect(made.StackStatus).toBe('CREATE_COMPLETE');
  });
});

test.each([
  ['aws', 'ap-east-2', 'AWS::Events::ApiDestination'],
  ['aws', 'il-central-1', 'AWS::Events::Connection'],
  ['aws-us-gov', 'us-gov-west-1', 'AWS::Chatbot::SlackChannelConfiguration'],
  ['aws-cn', 'cn-north-1', 'AWS::GuardDuty::TrustedEntitySet'],
] as const)('N2: in partition %s, region %s has no type %s', async (partition, region, Type) => {
  const accounts = [{ id: MANAGEMENT, optedInRegions: partition === 'aws' ? [region] : [] }];
  const { submit } = await worldOf([cloudformation, events], { partition, accounts });
  await expect(submit('CreateStack', 'demo', { Resources: { It: { Type } } }, {}, region)).rejects.toMatchObject({
    message: `Template format error: Unrecognized resource types: [${Type}]`,
  });
});
