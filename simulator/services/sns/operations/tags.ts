import type {
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput,
  TagResourceCommandInput,
  TagResourceCommandOutput,
  UntagResourceCommandInput,
  UntagResourceCommandOutput,
} from '@aws-sdk/client-sns';
import type { Operation } from '../../../kernel/service';
import { findTopic } from '../find-topic';
import { tagsOf } from '../tags';

/** TagResource. */
export const tagResource: Operation<TagResourceCommandInput, Partial<TagResourceCommandOutput>> = (input, call) => {
  Object.assign(findTopic(input.ResourceArn, 'sns:TagResource', call).tags, tagsOf(input.Tags));
  return {};
};

/** UntagResource. */
export const untagResource: Operation<UntagResourceCommandInput, Partial<UntagResourceCommandOutput>> = (
  input,
  call,
) => {
  const { tags } = findTopic(input.ResourceArn, 'sns:UntagResource', call);
  for (const key of input.TagKeys ?? []) delete tags[key];
  return {};
};

/** ListTagsForResource. */
export const listTagsForResource: Operation<
  ListTagsForResourceCommandInput,
  Partial<ListTagsForResourceCommandOutput>
> = (input, call) => {
  const { tags } = findTopic(input.ResourceArn, 'sns:ListTagsForResource', call);
  return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
};
