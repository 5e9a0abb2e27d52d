import type { Message } from '@aws-sdk/client-sqs';
import type { EventSourceMapping } from './state';

/** The event that a function receives for a batch of messages. */
export function batchEvent({ queueArn, region }: EventSourceMapping, messages: readonly Message[]): string {
  return JSON.stringify({
    Records: messages.map((message) => ({
      messageId: message.MessageId,
      receiptHandle: message.ReceiptHandle,
      body: message.Body,
      attributes: message.Attributes,
      messageAttributes: Object.fromEntries(
        Object.entries(message.MessageAttributes ?? {}).map(([name, { StringValue, DataType }]) => [
          name,
          { stringValue: StringValue, dataType: DataType, stringListValues: [], binaryListValues: [] },
        ]),
      ),
      md5OfBody: message.MD5OfBody,
      eventSource: 'aws:sqs',
      eventSourceARN: queueArn,
      awsRegion: region,
    })),
  });
}

/**
 * The messages that a function's answer reports as failed. An answer that cannot be parsed, or that names a message outside the
 * batch, means all of them.
 */
export function failedIn(payload: string, messages: readonly Message[], reports: boolean): readonly Message[] {
  if (!reports) return [];
  const answer: unknown = JSON.parse(payload);
  if (answer === null || answer === undefined) return [];
  const failures: unknown = Reflect.get(Object(answer), 'batchItemFailures') ?? [];
  if (!Array.isArray(failures)) return messages;
  const ids = failures.map((each: unknown): unknown => Reflect.get(Object(each), 'itemIdentifier'));
  const known = messages.map(({ MessageId }) => MessageId);
  if (ids.some((id) => typeof id !== 'string' || !known.includes(id))) return messages;
  return messages.filter(({ MessageId }) => ids.includes(MessageId));
}
