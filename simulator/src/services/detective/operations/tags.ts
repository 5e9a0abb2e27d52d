import type {
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput,
  TagResourceCommandInput,
  TagResourceCommandOutput,
  UntagResourceCommandInput,
  UntagResourceCommandOutput,
} from '@aws-sdk/client-detective';
import type { Operation } from '../../../contract/service';
import { validation } from '../errors';
import { ownGraph } from '../graph';

/** The tags of the caller's graph. */
export const listTagsForResource: Operation<
  ListTagsForResourceCommandInput,
  Partial<ListTagsForResourceCommandOutput>
> = (input, call) => ({ Tags: { ...ownGraph(call, input.ResourceArn).tags } });

/** Adds tags; an existing key gets the new value. */
export const tagResource: Operation<TagResourceCommandInput, Partial<TagResourceCommandOutput>> = (input, call) => {
  const graph = ownGraph(call, input.ResourceArn);
  const tags = { ...graph.tags, ...input.Tags };
  if (Object.keys(tags).length > 50) throw validation('A behavior graph can have up to 50 tags.');
  graph.tags = tags;
  return {};
};

/** Removes tags by key. */
export const untagResource: Operation<UntagResourceCommandInput, Partial<UntagResourceCommandOutput>> = (
  input,
  call,
) => {
  const graph = ownGraph(call, input.ResourceArn);
  const keys = new Set(input.TagKeys ?? []);
  if (keys.size < 1 || keys.size > 50) throw validation('TagKeys must have between 1 and 50 members.');
  graph.tags = Object.fromEntries(Object.entries(graph.tags).filter(([key]) => !keys.has(key)));
  return {};
};
