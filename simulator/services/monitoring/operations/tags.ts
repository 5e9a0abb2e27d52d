import type {
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput,
  TagResourceCommandInput,
  TagResourceCommandOutput,
  UntagResourceCommandInput,
  UntagResourceCommandOutput,
} from '@aws-sdk/client-cloudwatch';
import type { Call, Operation } from '../../../kernel/service';
import { resourceNotFound } from '../errors';
import { alarms } from '../state';

/** TagResource, of an alarm. */
export const tagResource: Operation<TagResourceCommandInput, Partial<TagResourceCommandOutput>> = (input, call) => {
  const tags = tagsBehind(input.ResourceARN, call);
  for (const { Key = '', Value = '' } of input.Tags ?? []) tags[Key] = Value;
  return {};
};

/** UntagResource. */
export const untagResource: Operation<UntagResourceCommandInput, Partial<UntagResourceCommandOutput>> = (
  input,
  call,
) => {
  const tags = tagsBehind(input.ResourceARN, call);
  for (const key of input.TagKeys ?? []) delete tags[key];
  return {};
};

/** ListTagsForResource. */
export const listTagsForResource: Operation<
  ListTagsForResourceCommandInput,
  Partial<ListTagsForResourceCommandOutput>
> = (input, call) => ({
  Tags: Object.entries(tagsBehind(input.ResourceARN, call)).map(([Key, Value]) => ({ Key, Value })),
});

function tagsBehind(arn: string | undefined, call: Call): Record<string, string> {
  const all = call.simulation.state.peek(alarms, call.accountId, call.region)?.values() ?? [];
  const found = [...all].find(({ AlarmArn }) => AlarmArn === arn);
  if (!found) throw resourceNotFound(arn ?? 'Alarm');
  return found.tags;
}
