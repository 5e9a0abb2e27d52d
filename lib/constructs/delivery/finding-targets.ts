import { Duration } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type CfnFunction, Code } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Subscription, SubscriptionProtocol, Topic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { topicKeyActions } from '../../../lambda/aws/permissions/findings';
import type { Destination, Target } from '../../../lambda/findings/desired';
import { type Place, rulesArn } from '../../names';
import { acknowledge } from '../acknowledge';
import type { DeadLetterQueue } from '../dead-letter-queue';
import { HandlerFunction } from '../handler-function';
import { ServiceRole } from '../roles/service-role';
import { ChatChannel } from './chat-channel';
import type { RuleTarget } from './delivery';
import { EncryptedTopic, type TopicKey } from './encrypted-topic';
import { HttpEndpoint } from './http-endpoint';

/** The destination of one kind of target. */
type DestinationVia<Via extends Destination['via']> = Extract<Destination, { via: Via }>;

export interface FindingTargetsProps {
  readonly place: Place;
  /** the folder of the bundled handlers */
  readonly handlers: string;
  readonly logGroup: ILogGroup;
  readonly key: TopicKey;
  readonly undelivered: DeadLetterQueue;
}

/** Creates what the targets of a configuration need: topics, channels, queues, and a role for existing destinations. */
export class FindingTargets extends Construct {
  /** name of a target → ARN of the topic or URL of the queue created for it */
  readonly places = new Map<string, string>();
  private role: ServiceRole | undefined;
  private publisher: { readonly lambda: HandlerFunction; readonly role: ServiceRole } | undefined;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: FindingTargetsProps,
  ) {
    super(scope, id);
  }

  /** Name of an output → role that delivers to targets, for the policies of keys and of targets in other accounts. */
  get senders(): ReadonlyMap<string, { readonly arn: string; readonly description: string }> {
    const { role, publisher } = this;
    return new Map([
      ...(role
        ? [
            [
              'SenderRoleArn',
              { arn: role.roleArn, description: 'The role that delivers to queues, buses and functions.' },
            ] as const,
          ]
        : []),
      ...(publisher
        ? [
            [
              'PublisherRoleArn',
              { arn: publisher.role.roleArn, description: 'The role that publishes to topics for e-mail.' },
            ] as const,
          ]
        : []),
    ]);
  }

  /** Creates the destination of a target. */
  destination(name: string, { destination }: Target): RuleTarget {
    switch (destination.via) {
      case 'publisher':
        return this.topic(name, destination);
      case 'chat':
        return this.channel(name, destination);
      case 'queue':
        return this.existingDestination(destination.queueArn ?? this.queue(name), destination.action);
      case 'role':
        return this.existingDestination(destination.arn, destination.action);
      case 'https':
        return this.existingDestination(
          new HttpEndpoint(this, name, { name, ...destination }).arn,
          'events:InvokeApiDestination',
        );
      case 'opsItems':
        return this.opsItems(destination);
      default:
        return destination satisfies never;
    }
  }

  /** A function publishes to the topic, since EventBridge cannot set the subject of an e-mail. */
  private topic(name: string, { topicArn, emails }: DestinationVia<'publisher'>): RuleTarget {
    const topic =
      topicArn === undefined
        ? new EncryptedTopic(this, name, { key: this.props.key, displayName: `GuardDuty findings: ${name}` })
        : Topic.fromTopicArn(this, name, topicArn);
    if (topicArn === undefined) this.places.set(name, topic.topicArn);
    for (const endpoint of emails)
      new Subscription(this, `${name}-${endpoint}`, { topic, protocol: SubscriptionProtocol.EMAIL, endpoint });
    const { lambda, role } = this.publisherFunction();
    role.permit(new PolicyStatement({ actions: ['sns:Publish'], resources: [topic.topicArn] }));
    return {
      ...this.existingDestination(lambda.functionArn, 'lambda:InvokeFunction'),
      inputTransformer: {
        inputPathsMap: { message: `$.detail.messages.${name}` },
        inputTemplate: `{"topicArn":"${topic.topicArn}","message":<message>}`,
      },
    };
  }

  private channel(name: string, { channel }: DestinationVia<'chat'>): RuleTarget {
    const { key, place } = this.props;
    const topic = new EncryptedTopic(this, name, { key, displayName: `GuardDuty findings: ${name}` });
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { ArnLike: { 'aws:SourceArn': rulesArn(place) } },
      }),
    );
    this.places.set(name, topic.topicArn);
    new ChatChannel(this, `${name}-channel`, { name, topic, channel });
    // no role: with one, AWS warns, delivery to encrypted topics may fail
    return { arn: topic.topicArn };
  }

  /** A queue for a program of the recipient, which handles messages that it cannot process itself. */
  private queue(name: string): string {
    const queue = new Queue(this, name, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledge(
      queue,
      'SQS3',
      'The recipient decides after how many attempts a message is given up, and where it goes then.',
    );
    this.places.set(name, queue.queueUrl);
    return queue.queueArn;
  }

  private existingDestination(arn: string, action: string): RuleTarget {
    const role = this.senderRole();
    role.permit(new PolicyStatement({ actions: [action], resources: [arn] }));
    return { arn, roleArn: role.roleArn };
  }

  private opsItems({ action }: DestinationVia<'opsItems'>): RuleTarget {
    const { partition, region, account } = this.props.place;
    const role = this.senderRole();
    role.permit(new PolicyStatement({ actions: [action], resources: ['*'] }));
    acknowledge(role, 'IAM5', 'Systems Manager authorizes the creation of an OpsItem on no resource.', 'Resource::*');
    return { arn: `arn:${partition}:ssm:${region}:${account}:opsitem`, roleArn: role.roleArn };
  }

  /** The role that EventBridge assumes for destinations without a policy for it. */
  private senderRole(): ServiceRole {
    this.role ??= new ServiceRole(this, 'Role', {
      description: 'Delivers findings to the targets of their routes.',
      assumedBy: new ServicePrincipal('events.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': this.props.place.account } },
      }),
      statements: [],
    });
    return this.role;
  }

  private publisherFunction(): { readonly lambda: HandlerFunction; readonly role: ServiceRole } {
    if (this.publisher) return this.publisher;
    const { handlers, logGroup, key, undelivered } = this.props;
    const lambda = new HandlerFunction(this, 'Publisher', {
      code: Code.fromAsset(handlers),
      handler: 'publish',
      description: 'Publishes findings to topics, with a subject.',
      timeout: Duration.seconds(30),
      memorySize: 256,
      logGroup,
      statements: [
        undelivered.mayPark(),
        new PolicyStatement({ sid: 'UseTopicKey', actions: [...topicKeyActions], resources: [key.keyArn] }),
      ],
    });
    (lambda.node.defaultChild as CfnFunction).deadLetterConfig = { targetArn: undelivered.queue.queueArn };
    this.publisher = { lambda, role: lambda.role as ServiceRole };
    return this.publisher;
  }
}
