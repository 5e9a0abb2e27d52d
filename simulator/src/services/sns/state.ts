import { Slot } from '../../kernel/slot';

export interface Topic {
  readonly name: string;
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  readonly attributes: Map<string, string>;
  tags: Record<string, string>;
}

export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly owner: string;
  readonly protocol: string;
  readonly endpoint: string;
  /** e-mail and HTTP endpoints receive nothing before they confirm */
  confirmed: boolean;
  /** the token for ConfirmSubscription */
  readonly token: string;
  readonly attributes: Map<string, string>;
}

/** A published message and its deliveries. */
export interface PublishedMessage {
  readonly messageId: string;
  readonly topicArn: string;
  readonly at: string;
  readonly subject: string | undefined;
  readonly message: string;
  readonly deliveries: { readonly protocol: string; readonly endpoint: string; readonly outcome: string }[];
}

export const topics = new Slot('sns', 'topics', () => new Map<string, Topic>());

/** Subscriptions to the region's topics, kept with the topic's owner. */
export const subscriptions = new Slot('sns', 'subscriptions', () => new Map<string, Subscription>());

/** The most recently published messages, oldest first. */
export const published = new Slot('sns', 'published', (): PublishedMessage[] => []);
