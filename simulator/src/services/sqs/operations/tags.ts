import type {
  ListQueueTagsCommandInput,
  ListQueueTagsCommandOutput,
  TagQueueCommandInput,
  TagQueueCommandOutput,
  UntagQueueCommandInput,
  UntagQueueCommandOutput,
} from '@aws-sdk/client-sqs';
import type { Operation } from '../../../contract/service';
import { findQueue } from '../find-queue';

/** TagQueue. */
export const tagQueue: Operation<TagQueueCommandInput, Partial<TagQueueCommandOutput>> = (input, call) => {
  Object.assign(findQueue(input.QueueUrl, 'sqs:TagQueue', call).tags, input.Tags);
  return {};
};

/** UntagQueue. */
export const untagQueue: Operation<UntagQueueCommandInput, Partial<UntagQueueCommandOutput>> = (input, call) => {
  const { tags } = findQueue(input.QueueUrl, 'sqs:UntagQueue', call);
  for (const key of input.TagKeys ?? []) delete tags[key];
  return {};
};

/** ListQueueTags. */
export const listQueueTags: Operation<ListQueueTagsCommandInput, Partial<ListQueueTagsCommandOutput>> = (
  input,
  call,
) => ({
  Tags: findQueue(input.QueueUrl, 'sqs:ListQueueTags', call).tags,
});
