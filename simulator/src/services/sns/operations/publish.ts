import type {
  PublishBatchCommandInput,
  PublishBatchCommandOutput,
  PublishCommandInput,
  PublishCommandOutput,
} from '@aws-sdk/client-sns';
import type { Operation } from '../../../contract/service';
import { AwsError } from '../../../kernel/aws-error';
import { batchError, invalidParameter } from '../errors';
import { findTopic } from '../find-topic';
import { publishTo } from '../publish';

/** Publish, to a topic. */
export const publish: Operation<PublishCommandInput, Partial<PublishCommandOutput>> = async (input, call) => {
  const arn = input.TopicArn ?? input.TargetArn;
  if (arn === undefined) throw invalidParameter('TopicArn or TargetArn Reason: no value for required parameter');
  const topic = findTopic(arn, 'sns:Publish', call);
  return { MessageId: await publishTo(topic, input, call) };
};

/** PublishBatch: up to 10, each with its own outcome. */
export const publishBatch: Operation<PublishBatchCommandInput, Partial<PublishBatchCommandOutput>> = async (
  input,
  call,
) => {
  const topic = findTopic(input.TopicArn, 'sns:Publish', call);
  const entries = input.PublishBatchRequestEntries ?? [];
  if (entries.length === 0) throw batchError('EmptyBatchRequest');
  if (entries.length > 10) throw batchError('TooManyEntriesInBatchRequest');
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length) throw batchError('BatchEntryIdsNotDistinct');
  const Successful: PublishBatchCommandOutput['Successful'] = [];
  const Failed: PublishBatchCommandOutput['Failed'] = [];
  for (const { Id, ...entry } of entries) {
    try {
      Successful.push({ Id, MessageId: await publishTo(topic, entry, call) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({ Id, Code: error.code, Message: error.message, SenderFault: true });
    }
  }
  return { Successful, Failed };
};
