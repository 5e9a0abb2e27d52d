import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { call } from '../call';

/** Publishes to topics of Amazon SNS. */
export class Sns {
  constructor(
    private readonly client: SNSClient,
    private readonly region: string,
  ) {}

  /**
   * Publishes a message with its subject, and attributes for the filter policies of subscriptions.
   * @returns the id of the message
   */
  async publish(
    TopicArn: string,
    {
      subject,
      message,
      attributes,
    }: {
      readonly subject: string;
      readonly message: string;
      readonly attributes: Readonly<Record<string, string | number>>;
    },
  ): Promise<string> {
    const MessageAttributes = Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [
        name,
        { DataType: typeof value === 'number' ? 'Number' : 'String', StringValue: String(value) },
      ]),
    );
    const { MessageId = '' } = await call(`publishing to SNS topic (${TopicArn})`, this.region, () =>
      this.client.send(new PublishCommand({ TopicArn, Subject: subject, Message: message, MessageAttributes })),
    );
    return MessageId;
  }
}
