import { ChangeMessageVisibilityBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { call } from '../call';

/** A message, and when it becomes visible again. */
export interface Postponed {
  readonly receiptHandle: string;
  readonly seconds: number;
}

const MAX_MESSAGES = 10;

/** A queue of Amazon SQS from which Lambda receives and deletes messages. */
export class Sqs {
  constructor(
    private readonly client: SQSClient,
    private readonly region: string,
    private readonly QueueUrl: string,
  ) {}

  /**
   * Sets when messages that stay in the queue become visible again. Messages for which SQS refuses this become visible after
   * the queue's visibility timeout, like all others.
   */
  async postpone(messages: readonly Postponed[]): Promise<void> {
    for (let at = 0; at < messages.length; at += MAX_MESSAGES) {
      const Entries = messages.slice(at, at + MAX_MESSAGES).map(({ receiptHandle, seconds }, index) => ({
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
