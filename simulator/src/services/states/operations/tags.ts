import type {
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput,
  TagResourceCommandInput,
  TagResourceCommandOutput,
  UntagResourceCommandInput,
  UntagResourceCommandOutput,
} from '@aws-sdk/client-sfn';
import type { Call, Operation } from '../../../contract/service';
import { noResource } from '../errors';
import { type StateMachine, stateMachines } from '../state';
import { tagsOf } from '../tags';

/** TagResource. */
export const tagResource: Operation<TagResourceCommandInput, Partial<TagResourceCommandOutput>> = (input, call) => {
  Object.assign(tagged(input.resourceArn, call).tags, tagsOf(input.tags));
  return {};
};

/** UntagResource. */
export const untagResource: Operation<UntagResourceCommandInput, Partial<UntagResourceCommandOutput>> = (
  input,
  call,
) => {
  const { tags } = tagged(input.resourceArn, call);
  for (const key of input.tagKeys ?? []) delete tags[key];
  return {};
};

/** ListTagsForResource. */
export const listTagsForResource: Operation<
  ListTagsForResourceCommandInput,
  Partial<ListTagsForResourceCommandOutput>
> = (input, call) => ({
  tags: Object.entries(tagged(input.resourceArn, call).tags).map(([key, value]) => ({ key, value })),
});

function tagged(arn: string | undefined, call: Call): StateMachine {
  const found = call.world.state.peek(stateMachines, call.accountId, call.region)?.get(arn ?? '');
  if (!found) throw noResource(arn ?? '');
  return found;
}
