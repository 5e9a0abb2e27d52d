import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { EncryptedTopic, TopicKey } from '../../../../lib/constructs/delivery/encrypted-topic';

const stack = new Stack(new App(), 'Stack');
const key = new TopicKey(stack, 'Key', '222222222222');
new EncryptedTopic(stack, 'Topic', { key, displayName: 'Findings' });
const template = Template.fromStack(stack);

function statement(sid: string): unknown {
  const [resource] = Object.values(template.findResources('AWS::KMS::Key'));
  return resource?.Properties.KeyPolicy.Statement.find(({ Sid }: { Sid?: string }) => Sid === sid);
}

describe('an encrypted topic', () => {
  it('uses our own key, which rotates every year, and refuses unencrypted connections', () => {
    template.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: { 'Fn::GetAtt': [Match.anyValue(), 'Arn'] } });
    template.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: [Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })],
      },
    });
  });

  it('F5: lets EventBridge use the key without the conditions that make it drop events silently', () => {
    expect(statement('EventBridgePublishes')).toEqual({
      Sid: 'EventBridgePublishes',
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      Resource: '*',
    });
  });

  it('lets alarms of this account use the key', () => {
    expect(statement('AlarmsPublish')).toMatchObject({
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': '222222222222' } },
    });
  });
});
