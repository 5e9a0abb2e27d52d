import type {
  ListTagsCommandInput,
  ListTagsCommandOutput,
  TagResourceCommandInput,
  TagResourceCommandOutput,
  UntagResourceCommandInput,
  UntagResourceCommandOutput,
} from '@aws-sdk/client-lambda';
import type { Operation } from '../../../kernel/service';
import { findFunction } from '../find-function';

/** TagResource. */
export const tagResource: Operation<TagResourceCommandInput, Partial<TagResourceCommandOutput>> = (input, call) => {
  const { found } = findFunction({ FunctionName: input.Resource }, 'lambda:TagResource', call);
  Object.assign(found.tags, input.Tags);
  return {};
};

/** UntagResource. */
export const untagResource: Operation<UntagResourceCommandInput, Partial<UntagResourceCommandOutput>> = (
  input,
  call,
) => {
  const { found } = findFunction({ FunctionName: input.Resource }, 'lambda:UntagResource', call);
  for (const key of input.TagKeys ?? []) delete found.tags[key];
  return {};
};

/** ListTags. */
export const listTags: Operation<ListTagsCommandInput, Partial<ListTagsCommandOutput>> = (input, call) => ({
  Tags: findFunction({ FunctionName: input.Resource }, 'lambda:ListTags', call).found.tags,
});
