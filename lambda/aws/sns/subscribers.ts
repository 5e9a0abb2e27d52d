import { GetTopicAttributesCommand, type SNSClient } from '@aws-sdk/client-sns';
import { call } from '../call';

/** Numbers of subscriptions of a topic. */
export interface Subscribers {
  readonly confirmed: number;
  /** not confirmed yet: they receive nothing */
  readonly pending: number;
}

/** The subscribers of the topics of a region. */
export class TopicSubscribers {
  constructor(
    private readonly client: SNSClient,
    private readonly region: string,
  ) {}

  async of(TopicArn: string): Promise<Subscribers> {
    const { Attributes = {} } = await call(`reading SNS topic (${TopicArn})`, this.region, () =>
      this.client.send(new GetTopicAttributesCommand({ TopicArn })),
    );
    return {
      confirmed: Number(Attributes.SubscriptionsConfirmed ?? 0),
      pending: Number(Attributes.SubscriptionsPending ?? 0),
    };
  }
}
