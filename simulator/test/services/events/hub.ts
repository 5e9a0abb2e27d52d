import {
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  type PutRuleCommandInput,
  PutTargetsCommand,
  type Target,
} from '@aws-sdk/client-eventbridge';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { Service } from '../../../src/contract/service';
import { clientOf, organizationOf, SECURITY } from '../../../src/fixtures/organization-of';
import { events } from '../../../src/services/events';
import { iam } from '../../../src/services/iam';
import { sqs } from '../../../src/services/sqs';
import { Simulation } from '../../../src/simulation';

export const HOME = 'eu-west-1';
export const FAR = 'ap-northeast-1';

/** An organization with EventBridge, SQS and IAM, for tests; time stands still. */
export class Hub {
  private constructor(readonly simulation: Simulation) {}

  static start(...others: Service[]): Promise<Hub> {
    return Hub.startIn({}, ...others);
  }

  /** The same in a given organization. */
  static async startIn(parts: Parameters<typeof organizationOf>[0], ...others: Service[]): Promise<Hub> {
    const services = [events, iam, sqs, ...others];
    return new Hub(await Simulation.start(organizationOf(parts), services, { clockRate: 0 }));
  }

  events(region = HOME, account = SECURITY): EventBridgeClient {
    return clientOf(EventBridgeClient, this.simulation, account, region);
  }

  /** A rule with one target. */
  async rule(
    settings: Partial<PutRuleCommandInput>,
    target: Omit<Target, 'Id'>,
    region = HOME,
    account = SECURITY,
  ): Promise<string> {
    const client = this.events(region, account);
    const Name = settings.Name ?? 'rule';
    const { RuleArn } = await client.send(
      new PutRuleCommand({
        ...(settings.ScheduleExpression ? {} : { EventPattern: '{"source":["test"]}' }),
        ...settings,
        Name,
      }),
    );
    const { EventBusName } = settings;
    await client.send(new PutTargetsCommand({ Rule: Name, EventBusName, Targets: [{ Id: 'one', ...target }] }));
    return RuleArn ?? '';
  }

  async put(detail: object, region = HOME, account = SECURITY, EventBusName?: string): Promise<void> {
    const entry = { Source: 'test', DetailType: 'Test', Detail: JSON.stringify(detail), EventBusName };
    await this.events(region, account).send(new PutEventsCommand({ Entries: [entry] }));
  }

  /** A queue that EventBridge may send to, only for `ruleArn` if given; no sender is allowed if it is null. */
  async queue(name: string, ruleArn?: string | null, region = HOME, account = SECURITY): Promise<string> {
    const client = clientOf(SQSClient, this.simulation, account, region);
    await client.send(new CreateQueueCommand({ QueueName: name }));
    const arn = `arn:aws:sqs:${region}:${account}:${name}`;
    const Statement = {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: arn,
      ...(ruleArn ? { Condition: { ArnEquals: { 'aws:SourceArn': ruleArn } } } : {}),
    };
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
    if (ruleArn !== null)
      await client.send(new SetQueueAttributesCommand({ QueueUrl: url(arn), Attributes: { Policy } }));
    return arn;
  }

  /** Receives and deletes all messages of a queue. */
  async messages(arn: string): Promise<Message[]> {
    const [, , , region = '', account = ''] = arn.split(':');
    const client = clientOf(SQSClient, this.simulation, account, region);
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl: url(arn), MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] }),
    );
    for (const { ReceiptHandle } of Messages)
      await client.send(new DeleteMessageCommand({ QueueUrl: url(arn), ReceiptHandle }));
    return Messages;
  }

  /** The JSON bodies of a queue's messages. */
  async bodies(arn: string): Promise<unknown[]> {
    return (await this.messages(arn)).map(({ Body = '' }) => JSON.parse(Body));
  }

  /** A role that EventBridge may assume, with permission for one action. */
  async role(name: string, Action: string, Resource: string, account = SECURITY): Promise<string> {
    const client = clientOf(IAMClient, this.simulation, account, HOME);
    const statement = (more: object): string =>
      JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...more }] });
    const trust = statement({ Principal: { Service: 'events.amazonaws.com' }, Action: 'sts:AssumeRole' });
    const { Role } = await client.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: trust }));
    await client.send(
      new PutRolePolicyCommand({ RoleName: name, PolicyName: 'may', PolicyDocument: statement({ Action, Resource }) }),
    );
    return Role?.Arn ?? '';
  }
}

/** A queue's URL on a host of AWS. */
export function url(arn: string): string {
  const [, , , region, account, name] = arn.split(':');
  return `https://sqs.${region}.amazonaws.com/${account}/${name}`;
}
