import { GetTopicAttributesCommand, type SNSClient } from '@aws-sdk/client-sns';
import { call } from '../call';

/** How many subscribe to a topic. */
export interface Subscribers {
  readonly confirmed: number;
  /** who were asked and have not confirmed: they receive nothing */
  readonly pending: number;
}

/** Who reads the topics of a region. */
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
