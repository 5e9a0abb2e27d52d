import type {
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput,
  TagResourceCommandInput,
  TagResourceCommandOutput,
  UntagResourceCommandInput,
  UntagResourceCommandOutput,
} from '@aws-sdk/client-eventbridge';
import type { Call, Operation } from '../../../kernel/service';
import { notFound } from '../errors';
import { busesOf } from '../event-bus';
import type { EventBus, Rule } from '../state';
import { tagsOf } from '../tags';

/** TagResource, of a rule or a bus. */
export const tagResource: Operation<TagResourceCommandInput, Partial<TagResourceCommandOutput>> = (input, call) => {
  Object.assign(tagged(input.ResourceARN, call).tags, tagsOf(input.Tags));
  return {};
};

/** UntagResource. */
export const untagResource: Operation<UntagResourceCommandInput, Partial<UntagResourceCommandOutput>> = (
  input,
  call,
) => {
  const { tags } = tagged(input.ResourceARN, call);
  for (const key of input.TagKeys ?? []) delete tags[key];
  return {};
};

/** ListTagsForResource. */
export const listTagsForResource: Operation<
  ListTagsForResourceCommandInput,
  Partial<ListTagsForResourceCommandOutput>
> = (input, call) => ({
  Tags: Object.entries(tagged(input.ResourceARN, call).tags).map(([Key, Value]) => ({ Key, Value })),
});

function tagged(arn: string | undefined, call: Call): EventBus | Rule {
  const buses = [...busesOf(call.simulation, call).values()];
  const found = [...buses, ...buses.flatMap(({ rules }) => [...rules.values()])].find((each) => each.arn === arn);
  if (!found) throw notFound(`Resource ${arn} does not exist.`);
  return found;
}
