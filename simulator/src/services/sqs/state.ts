import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import { Slot } from '../../kernel/slot';

export interface Message {
  readonly id: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttributeValue>>;
  readonly groupId: string | undefined;
  readonly sequenceNumber: string | undefined;
  readonly sentAt: number;
  readonly senderId: string;
  /** it cannot be received earlier */
  visibleAt: number;
  receiveCount: number;
  firstReceivedAt: number | undefined;
  /** of the latest receive */
  receiptHandle: string | undefined;
  /** the original queue of a message that a redrive policy moved */
  readonly deadLetterSource?: string;
}

export interface Queue {
  readonly name: string;
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  readonly createdAt: number;
  modifiedAt: number;
  /** in the form of SetQueueAttributes */
  readonly attributes: Map<string, string>;
  tags: Record<string, string>;
  messages: Message[];
  /** FIFO: deduplication id → its expiry and its message */
  readonly deduplicated: Map<string, { readonly until: number; readonly message: Message }>;
}

export const queues = new Slot('sqs', 'queues', () => new Map<string, Queue>());

/** A task that moves a dead-letter queue's messages in the background. */
export interface MoveTask {
  readonly handle: string;
  readonly sourceArn: string;
  /** if absent, each message goes to its original queue */
  readonly destinationArn: string | undefined;
  readonly perSecond: number | undefined;
  readonly startedAt: number;
  readonly toMove: number;
  moved: number;
  status: 'RUNNING' | 'COMPLETED' | 'CANCELLED' | 'FAILED';
  failure: string | undefined;
}

/** The oldest first. */
export const moveTasks = new Slot('sqs', 'moveTasks', (): MoveTask[] => []);
