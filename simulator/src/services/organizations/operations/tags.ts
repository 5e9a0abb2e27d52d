import type {
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput,
  TagResourceCommandInput,
  UntagResourceCommandInput,
} from '@aws-sdk/client-organizations';
import type { Operation } from '../../../contract/service';
import { management, reader } from '../callers';
import { pageOf } from '../page';
import { tagsAt, tagsOf } from '../tags';

export const listTagsForResource: Operation<
  ListTagsForResourceCommandInput,
  Partial<ListTagsForResourceCommandOutput>
> = (input, call) => {
  reader(call);
  const tags = Object.entries(tagsAt(input.ResourceId, call).get()).map(([Key, Value]) => ({ Key, Value }));
  const { items, ...next } = pageOf(tags, { NextToken: input.NextToken });
  return { Tags: [...items], ...next };
};

export const tagResource: Operation<TagResourceCommandInput, object> = (input, call) => {
  management(call);
  const place = tagsAt(input.ResourceId, call);
  place.set(tagsOf(input.Tags ?? [], place.get()));
  return {};
};

export const untagResource: Operation<UntagResourceCommandInput, object> = (input, call) => {
  management(call);
  const place = tagsAt(input.ResourceId, call);
  place.set(Object.fromEntries(Object.entries(place.get()).filter(([key]) => !input.TagKeys?.includes(key))));
  return {};
};
