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

/** Something that could not be delivered. */
export interface Letter {
  readonly id: string;
  readonly handle: string;
  readonly body: string;
  /** milliseconds */
  readonly parkedAt: number;
  /** what whoever parked it says of it: `RULE_ARN`, `TARGET_ARN`, `ERROR_CODE`, `ERROR_MESSAGE` and so on */
  readonly said: Readonly<Record<string, string>>;
  /** ARN of the queue that it was taken out of too often, where a redrive policy parked it */
  readonly cameFrom: string | undefined;
}

const MOST_AT_ONCE = 10;
/** how long what was taken stays out of sight of others */
const HIDDEN_SECONDS = 300;

/** The dead-letter queues of a region. */
export class DeadLetters {
  constructor(
    private readonly client: SQSClient,
    private readonly region: string,
  ) {}

  /** Receives messages until there are no more, or `most`: no one else sees them for some minutes. */
  async take(QueueUrl: string, most: number): Promise<Letter[]> {
    const letters: Letter[] = [];
    while (letters.length < most) {
      const { Messages = [] } = await call(`reading SQS queue (${QueueUrl})`, this.region, () =>
        this.client.send(
          new ReceiveMessageCommand({
            QueueUrl,
            MaxNumberOfMessages: Math.min(MOST_AT_ONCE, most - letters.length),
            MessageAttributeNames: ['All'],
            MessageSystemAttributeNames: ['All'],
            VisibilityTimeout: HIDDEN_SECONDS,
            WaitTimeSeconds: 1,
          }),
        ),
      );
      if (Messages.length === 0) break;
      letters.push(...Messages.map(letterOf));
    }
    return letters;
  }

  /** Lets a letter be seen again at once. */
  async giveBack(QueueUrl: string, { id, handle }: Letter): Promise<void> {
    await call(`giving back SQS message (${id})`, this.region, () =>
      this.client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: handle, VisibilityTimeout: 0 })),
    );
  }

  async remove(QueueUrl: string, { id, handle }: Letter): Promise<void> {
    await call(`deleting SQS message (${id})`, this.region, () =>
      this.client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: handle })),
    );
  }

  /** Puts a text into a queue of this region. */
  async send(queueArn: string, MessageBody: string): Promise<void> {
    const [, , , , QueueOwnerAWSAccountId, QueueName] = queueArn.split(':');
    await call(`sending to SQS queue (${queueArn})`, this.region, async () => {
      const { QueueUrl } = await this.client.send(new GetQueueUrlCommand({ QueueName, QueueOwnerAWSAccountId }));
      return this.client.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    });
  }
}

function letterOf({
  MessageId = '',
  ReceiptHandle = '',
  Body = '',
  Attributes = {},
  MessageAttributes = {},
}: Message): Letter {
  return {
    id: MessageId,
    handle: ReceiptHandle,
    body: Body,
    parkedAt: Number(Attributes.SentTimestamp ?? 0),
    said: Object.fromEntries(
      Object.entries(MessageAttributes).map(([name, { StringValue = '' }]) => [name, StringValue]),
    ),
    cameFrom: Attributes.DeadLetterQueueSourceArn,
  };
}
