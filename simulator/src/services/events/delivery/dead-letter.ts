import { AwsError } from '../../../kernel/aws-error';
import { queueUrlOf } from '../../sqs/queue-url';
import type { DeliveryFailure } from './failure';
import type { Shipment } from './shipment';

/** The limit of the retry policy that was reached. */
export type RetryLimit = 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds';

/** Puts an undeliverable event into the target's dead-letter queue; returns the queue's refusal if there is one. */
export async function deadLetter(
  { world, bus, rule, target, event }: Shipment,
  queueArn: string,
  failure: DeliveryFailure,
  exhausted: RetryLimit | undefined,
  retries: number,
): Promise<string | undefined> {
  const attributes = {
    RULE_ARN: rule.arn,
    TARGET_ARN: target.Arn ?? '',
    ERROR_CODE: failure.code,
    ERROR_MESSAGE: failure.message,
    RETRY_ATTEMPTS: String(retries),
    ...(exhausted === undefined ? {} : { EXHAUSTED_RETRY_CONDITION: exhausted }),
  };
  const message = {
    QueueUrl: queueUrlOf(queueArn),
    MessageBody: JSON.stringify(event),
    MessageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
    ),
  };
  const principal = world.principals.service(bus.accountId, 'events.amazonaws.com', rule.arn);
  try {
    await world.invoke('sqs', 'SendMessage', message, { principal, region: bus.region });
    return undefined;
  } catch (error) {
    if (error instanceof AwsError) return error.message;
    throw error;
  }
}
