import { ChangeMessageVisibilityBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { call } from '../call';

/** When a message of the queue is to be seen again. */
export interface Postponed {
  readonly receiptHandle: string;
  readonly seconds: number;
}

const MOST_MESSAGES = 10;

/** A queue of Amazon SQS as the hub needs it: Lambda receives from it and deletes. */
export class Sqs {
  constructor(
    private readonly client: SQSClient,
    private readonly region: string,
    private readonly QueueUrl: string,
  ) {}

  /**
   * Lets messages that stay in the queue be seen again after a time of their own. Those that SQS refuses it for come when the
   * queue's timeout ends, like all that stay.
   */
  async postpone(messages: readonly Postponed[]): Promise<void> {
    for (let at = 0; at < messages.length; at += MOST_MESSAGES) {
      const Entries = messages.slice(at, at + MOST_MESSAGES).map(({ receiptHandle, seconds }, index) => ({
        Id: String(index),
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: seconds,
      }));
      await call('postponing SQS messages', this.region, () =>
        this.client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: this.QueueUrl, Entries })),
      );
    }
  }
}
