import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DynamoDBClient, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { clientOf, type Simulation, stateOf } from '@muster/simulator';
import type { organizationOf } from '@muster/simulator/fixtures';
import type { QueueRecord } from '../../../lambda/findings/batch';
import type { FindingsDesired } from '../../../lambda/findings/desired';
import type { FindingDetail } from '../../../lambda/findings/event';
import { type BatchAnswer, findingsHandler } from '../../../lambda/findings/handler';
import type { Log } from '../../../lambda/reconcile/log';
import { SECURITY } from '../../accounts';
import { connectionOf, delegation, startDelegated } from '../organization-under-test';
import { DESIRED } from './enriched';

const HOME = 'eu-west-1';
const QUEUE = `arn:aws:sqs:${HOME}:${SECURITY}:notifications`;
/** the queue that the messages come from */
const ARRIVING = `https://sqs.${HOME}.amazonaws.com/${SECURITY}/arriving`;

/** One target is notified about every finding. */
const EVERYTHING: Pick<FindingsDesired, 'targets' | 'routes'> = {
  targets: { soc: { kind: 'envelope' } },
  routes: [
    { name: 'all', match: { occurrence: ['new', 'escalated', 'repeated'] }, targets: ['soc'], onMatch: 'continue' },
  ],
};

/** The enrichment with the hub's table and bus in a simulated organization. Time stands still. */
export class HubUnderTest {
  readonly logged: { message: string; keys: Readonly<Record<string, unknown>> }[] = [];
  private readonly log: Log = (message, keys = {}) => this.logged.push({ message, keys });
  private invocations = 0;
  /** how many messages have been read */
  private looked = 0;
  private handler: ReturnType<typeof findingsHandler>;

  private constructor(
    readonly simulation: Simulation,
    desired: Partial<FindingsDesired>,
  ) {
    this.handler = this.start(desired);
  }

  static async start(
    desired: Partial<FindingsDesired> = {},
    parts: Parameters<typeof organizationOf>[0] = {},
  ): Promise<HubUnderTest> {
    const regions = [HOME, 'eu-west-3', 'us-east-1'].map((region) => ({ region, detective: region !== 'eu-west-3' }));
    const simulation = await startDelegated(parts, delegation({ regions }));
    const table = clientOf(DynamoDBClient, simulation, SECURITY, HOME);
    await table.send(
      new CreateTableCommand({
        TableName: 'memory',
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
    const TimeToLiveSpecification = { AttributeName: 'expires', Enabled: true };
    await table.send(new UpdateTimeToLiveCommand({ TableName: 'memory', TimeToLiveSpecification }));
    await listen(simulation);
    return new HubUnderTest(simulation, desired);
  }

  /** A cold start: the memory of the execution environment is gone. */
  restart(desired: Partial<FindingsDesired> = {}, maxAttempts = 1): void {
    this.handler = this.start(desired, maxAttempts);
  }

  /** Hands events to the enrichment as one batch; messages are `m0`, `m1` … */
  notifyAbout(...events: unknown[]): Promise<BatchAnswer> {
    return this.deliver(events.map((event, at) => ({ messageId: `m${at}`, body: JSON.stringify(event) })));
  }

  /** @param remaining milliseconds until the invocation ends */
  deliver(records: readonly Omit<QueueRecord, 'receiptHandle'>[], remaining = 30_000): Promise<BatchAnswer> {
    this.invocations += 1;
    const invocation = { awsRequestId: `invocation-${this.invocations}`, getRemainingTimeInMillis: () => remaining };
    // the receipt handles of messages that are no longer in the queue
    const receiptHandle = Buffer.from(`${randomUUID()}/0`).toString('base64');
    return this.handler({ Records: records.map((each) => ({ receiptHandle, ...each })) }, invocation);
  }

  /** Puts an event into the queue. @returns it as Lambda receives it */
  async queued(event: unknown): Promise<QueueRecord[]> {
    const sqs = clientOf(SQSClient, this.simulation, SECURITY, HOME);
    await sqs.send(new SendMessageCommand({ QueueUrl: ARRIVING, MessageBody: JSON.stringify(event) }));
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: ARRIVING }));
    return Messages.map(({ MessageId = '', ReceiptHandle = '', Body = '' }) => ({
      messageId: MessageId,
      receiptHandle: ReceiptHandle,
      body: Body,
    }));
  }

  /** The notifications on the bus since the last call. */
  arrived(): FindingDetail[] {
    const messages = stateOf(this.simulation, SECURITY, HOME).sqs.queues.get('notifications')?.messages ?? [];
    const arrived = messages.slice(this.looked);
    this.looked = messages.length;
    return arrived.map(({ body }) => JSON.parse(body).detail as FindingDetail);
  }

  /** The kinds of the notifications since the last call. */
  kinds(): string[] {
    return this.arrived().map(({ occurrence }) => occurrence);
  }

  private start(desired: Partial<FindingsDesired>, maxAttempts = 1): ReturnType<typeof findingsHandler> {
    return findingsHandler(
      { ...DESIRED, ...EVERYTHING, ...desired },
      { region: HOME, table: 'memory', bus: 'muster-findings', queue: ARRIVING },
      {
        connection: { ...connectionOf(this.simulation, SECURITY), maxAttempts },
        now: () => this.simulation.clock.now(),
        log: this.log,
      },
    );
  }
}

async function listen(simulation: Simulation): Promise<void> {
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: QUEUE },
    ],
  });
  const events = clientOf(EventBridgeClient, simulation, SECURITY, HOME);
  const sqs = clientOf(SQSClient, simulation, SECURITY, HOME);
  await sqs.send(new CreateQueueCommand({ QueueName: 'notifications', Attributes: { Policy } }));
  await sqs.send(new CreateQueueCommand({ QueueName: 'arriving' }));
  await events.send(new CreateEventBusCommand({ Name: 'muster-findings' }));
  const rule = { EventBusName: 'muster-findings' };
  await events.send(
    new PutRuleCommand({ ...rule, Name: 'all', EventPattern: JSON.stringify({ source: ['muster.findings'] }) }),
  );
  await events.send(new PutTargetsCommand({ ...rule, Rule: 'all', Targets: [{ Id: 'queue', Arn: QUEUE }] }));
}
