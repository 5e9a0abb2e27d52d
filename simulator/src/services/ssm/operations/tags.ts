import type {
  AddTagsToResourceCommandInput,
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput,
  RemoveTagsFromResourceCommandInput,
} from '@aws-sdk/client-ssm';
import type { Call, Operation } from '../../../contract/service';
import { invalidResourceId } from '../errors';
import { parametersOf } from '../find-parameter';
import type { ParameterState } from '../state';

export const addTagsToResource: Operation<AddTagsToResourceCommandInput, object> = (input, call) => {
  const parameter = tagged(input, call);
  const keys = (input.Tags ?? []).map((tag) => tag.Key);
  parameter.tags = [...parameter.tags.filter((tag) => !keys.includes(tag.Key)), ...(input.Tags ?? [])];
  return {};
};

export const removeTagsFromResource: Operation<RemoveTagsFromResourceCommandInput, object> = (input, call) => {
  const parameter = tagged(input, call);
  parameter.tags = parameter.tags.filter((tag) => !input.TagKeys?.includes(tag.Key ?? ''));
  return {};
};

export const listTagsForResource: Operation<
  ListTagsForResourceCommandInput,
  Partial<ListTagsForResourceCommandOutput>
> = (input, call) => ({ TagList: tagged(input, call).tags });

/** The parameter to tag; here only parameters have tags. */
function tagged(
  input: { ResourceType?: string | undefined; ResourceId?: string | undefined },
  call: Call,
): ParameterState {
  const parameter = input.ResourceType === 'Parameter' ? parametersOf(call).get(input.ResourceId ?? '') : undefined;
  if (!parameter) throw invalidResourceId();
  return parameter;
}
