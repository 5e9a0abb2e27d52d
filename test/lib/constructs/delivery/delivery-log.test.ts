import { Match } from 'aws-cdk-lib/assertions';
import { templateOf } from '../../stacks/synthesized';

const hub = templateOf('FindingsHub');

test('the findings bus logs each step of a delivery, without the content of findings', () => {
  hub.hasResourceProperties('AWS::Events::EventBus', { LogConfig: { Level: 'INFO', IncludeDetail: 'NONE' } });
  for (const LogType of ['INFO_LOGS', 'ERROR_LOGS'])
    hub.hasResourceProperties('AWS::Logs::DeliverySource', {
      LogType,
      ResourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Bus'), 'Arn'] },
    });
  hub.resourceCountIs('AWS::Logs::Delivery', 2);
});

test('only CloudWatch Logs may write there, for these sources', () => {
  const [policy] = Object.values(hub.findResources('AWS::Logs::ResourcePolicy'));
  const document = JSON.stringify(policy?.Properties.PolicyDocument);
  for (const part of [
    'delivery.logs.amazonaws.com',
    'arn:aws:logs:eu-west-1:222222222222:delivery-source:muster-findings-INFO_LOGS',
    'arn:aws:logs:eu-west-1:222222222222:delivery-source:muster-findings-ERROR_LOGS',
    'aws:SourceAccount',
  ])
    expect(document).toContain(part);
});

test('the log is kept for a year after the stack is deleted', () => {
  hub.hasResource('AWS::Logs::LogGroup', {
    Properties: { RetentionInDays: 365 },
    DeletionPolicy: 'RetainExceptOnCreate',
  });
  hub.hasOutput('DeliveryLogGroup', { Value: { Ref: Match.stringLikeRegexp('^DeliveryLog') } });
});

test.each([
  ['FindingsHub', ['DeadLettersUndelivered', 'DeadLettersUntold']],
  ['Detection-eu-west-1', ['DeadLettersUndelivered']],
  ['Delegation', ['DeadLettersUndelivered']],
])('%s names its dead-letter queue in the documentation of deliveries', (name, outputs) => {
  const found = Object.keys(templateOf(name).findOutputs('*')).filter((key) => key.startsWith('DeadLetters'));
  expect(found.sort()).toEqual(outputs);
});
