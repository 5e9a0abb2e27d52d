import { RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { Place } from '../../names';

/** The key of the hub's topics, which the services that publish to them may use. */
export class TopicKey extends Key {
  constructor(scope: Construct, id: string, account: string) {
    super(scope, id, {
      description: 'Encrypts the notifications of GuardDuty findings and of alarms about their delivery.',
      enableKeyRotation: true,
      // it only protects messages on their way: nothing is lost with it
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const use = { actions: ['kms:Decrypt', 'kms:GenerateDataKey*'], resources: ['*'] };
    // no condition: "Adding the aws:SourceAccount and aws:SourceArn to a AWS KMS policy is not supported for
    // EventBridge-to-encrypted topics", and an event that fails because of it is lost without an error
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: 'EventBridgePublishes',
        principals: [new ServicePrincipal('events.amazonaws.com')],
        ...use,
      }),
    );
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsPublish',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        ...use,
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    );
  }
}

/** A topic that is encrypted at rest and in transit. */
export class EncryptedTopic extends Topic {
  constructor(scope: Construct, id: string, props: { readonly displayName: string; readonly key: Key }) {
    super(scope, id, { displayName: props.displayName, masterKey: props.key, enforceSSL: true });
  }
  /** Lets the alarms of a place publish here: a topic with a policy accepts only the publishers that it names. */
  acceptFromAlarms({ partition, account, region }: Place): void {
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsPublish',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topicArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': `arn:${partition}:cloudwatch:${region}:${account}:alarm:*` },
        },
      }),
    );
  }
}
