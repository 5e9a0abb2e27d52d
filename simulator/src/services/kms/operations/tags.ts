import type {
  ListResourceTagsCommandInput,
  ListResourceTagsCommandOutput,
  TagResourceCommandInput,
  UntagResourceCommandInput,
} from '@aws-sdk/client-kms';
import type { Operation } from '../../../contract/service';
import { knownKey, liveKey } from '../find-key';
import { pageOf } from '../page';

export const tagResource: Operation<TagResourceCommandInput, object> = (input, call) => {
  const key = liveKey(knownKey(input.KeyId, call));
  const names = (input.Tags ?? []).map((tag) => tag.TagKey);
  key.tags = [...key.tags.filter((tag) => !names.includes(tag.TagKey)), ...(input.Tags ?? [])];
  return {};
};

export const untagResource: Operation<UntagResourceCommandInput, object> = (input, call) => {
  const key = liveKey(knownKey(input.KeyId, call));
  key.tags = key.tags.filter((tag) => !input.TagKeys?.includes(tag.TagKey ?? ''));
  return {};
};

export const listResourceTags: Operation<ListResourceTagsCommandInput, Partial<ListResourceTagsCommandOutput>> = (
  input,
  call,
) => {
  const { items, ...page } = pageOf(knownKey(input.KeyId, call).tags, input);
  return { Tags: items, ...page };
};
