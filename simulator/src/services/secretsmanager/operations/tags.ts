import type { TagResourceCommandInput, UntagResourceCommandInput } from '@aws-sdk/client-secrets-manager';
import type { Operation } from '../../../contract/service';
import { tagsOf } from '../../../contract/tag-list';
import { liveSecret } from '../find-secret';

/** TagResource. */
export const tagResource: Operation<TagResourceCommandInput, object> = (input, call) => {
  Object.assign(liveSecret(input.SecretId, call).tags, tagsOf(input.Tags));
  return {};
};

/** UntagResource. */
export const untagResource: Operation<UntagResourceCommandInput, object> = (input, call) => {
  const { tags } = liveSecret(input.SecretId, call);
  for (const key of input.TagKeys ?? []) delete tags[key];
  return {};
};
