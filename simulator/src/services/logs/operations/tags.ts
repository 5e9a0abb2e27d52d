import type {
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput,
  ListTagsLogGroupCommandInput,
  ListTagsLogGroupCommandOutput,
  TagResourceCommandInput,
  TagResourceCommandOutput,
  UntagResourceCommandInput,
  UntagResourceCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../contract/service';
import { findLogGroup } from '../find-log-group';

/** TagResource, of a log group by its ARN. */
export const tagResource: Operation<TagResourceCommandInput, Partial<TagResourceCommandOutput>> = (input, call) => {
  Object.assign(findLogGroup({ logGroupIdentifier: input.resourceArn }, call).tags, input.tags);
  return {};
};

/** UntagResource. */
export const untagResource: Operation<UntagResourceCommandInput, Partial<UntagResourceCommandOutput>> = (
  input,
  call,
) => {
  const { tags } = findLogGroup({ logGroupIdentifier: input.resourceArn }, call);
  for (const key of input.tagKeys ?? []) delete tags[key];
  return {};
};

/** ListTagsForResource. */
export const listTagsForResource: Operation<
  ListTagsForResourceCommandInput,
  Partial<ListTagsForResourceCommandOutput>
> = (input, call) => ({ tags: findLogGroup({ logGroupIdentifier: input.resourceArn }, call).tags });

/** ListTagsLogGroup, the older form. */
export const listTagsLogGroup: Operation<ListTagsLogGroupCommandInput, Partial<ListTagsLogGroupCommandOutput>> = (
  input,
  call,
) => ({ tags: findLogGroup(input, call).tags });
