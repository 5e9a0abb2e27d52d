import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { call } from '../call';

/** A message that could not be delivered, as a dead-letter queue holds it. */
export interface ParkedMessage {
  readonly id: string;
  readonly handle: string;
  readonly body: string;
  /** milliseconds since 1970 */
  readonly parkedAt: number;
  /** the message attributes that the service which parked it added: `RULE_ARN`, `TARGET_ARN`, `ERROR_CODE`, `ERROR_MESSAGE`, … */
  readonly attributes: Readonly<Record<string, string>>;
  /** ARN of the queue that it was received from too often; undefined unless a redrive policy parked it */
  readonly sourceQueueArn: string | undefined;
}

const MAX_AT_ONCE = 10;
/** visibility timeout of the received messages */
const HIDDEN_SECONDS = 300;

/** The dead-letter queues of a region. */
export class DeadLetters {
  constructor(
    private readonly client: SQSClient,
    private readonly region: string,
  ) {}

  /** Receives messages until there are no more, or `most` of them. For five minutes no one else sees them. */
  async take(QueueUrl: string, most: number): Promise<ParkedMessage[]> {
    const messages: ParkedMessage[] = [];
    while (messages.length < most) {
      const { Messages = [] } = await call(`reading SQS queue (${QueueUrl})`, this.region, () =>
        this.client.send(
          new ReceiveMessageCommand({
            QueueUrl,
            MaxNumberOfMessages: Math.min(MAX_AT_ONCE, most - messages.length),
            MessageAttributeNames: ['All'],
            MessageSystemAttributeNames: ['All'],
            VisibilityTimeout: HIDDEN_SECONDS,
            WaitTimeSeconds: 1,
          }),
        ),
      );
      if (Messages.length === 0) break;
      messages.push(...Messages.map(parkedMessageOf));
    }
    return messages;
  }

  /** Makes a message visible to others again, at once. */
  async giveBack(QueueUrl: string, { id, handle }: ParkedMessage): Promise<void> {
    await call(`giving back SQS message (${id})`, this.region, () =>
      this.client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: handle, VisibilityTimeout: 0 })),
    );
  }

  async remove(QueueUrl: string, { id, handle }: ParkedMessage): Promise<void> {
    await call(`deleting SQS message (${id})`, this.region, () =>
      this.client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: handle })),
    );
  }

  /** Sends a text to a queue of this region. */
  async send(queueArn: string, MessageBody: string): Promise<void> {
    const [, , , , QueueOwnerAWSAccountId, QueueName] = queueArn.split(':');
    await call(`sending to SQS queue (${queueArn})`, this.region, async () => {
      const { QueueUrl } = await this.client.send(new GetQueueUrlCommand({ QueueName, QueueOwnerAWSAccountId }));
      return this.client.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    });
  }
}

function parkedMessageOf({
  MessageId = '',
  ReceiptHandle = '',
  Body = '',
  Attributes = {},
  MessageAttributes = {},
}: Message): ParkedMessage {
  return {
    id: MessageId,
    handle: ReceiptHandle,
    body: Body,
    parkedAt: Number(Attributes.SentTimestamp ?? 0),
    attributes: Object.fromEntries(
      Object.entries(MessageAttributes).map(([name, { StringValue = '' }]) => [name, StringValue]),
    ),
    sourceQueueArn: Attributes.DeadLetterQueueSourceArn,
  };
}
