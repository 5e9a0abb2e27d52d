import type {
  ListTagsCommandInput,
  ListTagsCommandOutput,
  TagResourceCommandInput,
  TagResourceCommandOutput,
  UntagResourceCommandInput,
  UntagResourceCommandOutput,
} from '@aws-sdk/client-lambda';
import type { Call, Operation } from '../../../contract/service';
import { noResource } from '../errors';
import { eventSourceMappings } from '../event-source/state';
import { findFunction } from '../find-function';

/** TagResource. */
export const tagResource: Operation<TagResourceCommandInput, Partial<TagResourceCommandOutput>> = (input, call) => {
  Object.assign(tagsOf(input.Resource, call), input.Tags);
  return {};
};

/** UntagResource. */
export const untagResource: Operation<UntagResourceCommandInput, Partial<UntagResourceCommandOutput>> = (
  input,
  call,
) => {
  const tags = tagsOf(input.Resource, call);
  for (const key of input.TagKeys ?? []) delete tags[key];
  return {};
};

/** ListTags. */
export const listTags: Operation<ListTagsCommandInput, Partial<ListTagsCommandOutput>> = (input, call) => ({
  Tags: tagsOf(input.Resource, call),
});

/** The tags of the function or event source mapping with an ARN. */
function tagsOf(arn: string | undefined, call: Call): Record<string, string> {
  const uuid = /:event-source-mapping:([\w-]+)$/.exec(arn ?? '')?.[1];
  if (uuid === undefined) return findFunction({ FunctionName: arn }, `lambda:${call.operation}`, call).found.tags;
  const mapping = call.world.state.peek(eventSourceMappings, call.accountId, call.region)?.get(uuid);
  if (!mapping) throw noResource('The resource you requested does not exist.');
  return mapping.tags;
}
