import type {
  GetQueueAttributesCommandInput,
  GetQueueAttributesCommandOutput,
  SetQueueAttributesCommandInput,
  SetQueueAttributesCommandOutput,
} from '@aws-sdk/client-sqs';
import type { Operation } from '../../../contract/service';
import { allAttributes, setAttributes } from '../attributes';
import { findQueue } from '../find-queue';

/** GetQueueAttributes: the named ones, or `All`. */
export const getQueueAttributes: Operation<GetQueueAttributesCommandInput, Partial<GetQueueAttributesCommandOutput>> = (
  input,
  call,
) => {
  const all = allAttributes(findQueue(input.QueueUrl, 'sqs:GetQueueAttributes', call), call);
  const wanted: readonly string[] = input.AttributeNames ?? [];
  const shown = Object.entries(all).filter(([name]) => wanted.includes('All') || wanted.includes(name));
  return shown.length > 0 ? { Attributes: Object.fromEntries(shown) } : {};
};

/** SetQueueAttributes. */
export const setQueueAttributes: Operation<SetQueueAttributesCommandInput, Partial<SetQueueAttributesCommandOutput>> = (
  input,
  call,
) => {
  const queue = findQueue(input.QueueUrl, 'sqs:SetQueueAttributes', call);
  setAttributes(queue.attributes, input.Attributes ?? {});
  queue.modifiedAt = call.world.clock.now();
  return {};
};
