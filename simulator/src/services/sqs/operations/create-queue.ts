import type { CreateQueueCommandInput, CreateQueueCommandOutput } from '@aws-sdk/client-sqs';
import type { Operation } from '../../../contract/service';
import { setAttributes } from '../attributes';
import { invalidParameter, queueExists } from '../errors';
import { urlFor } from '../queue-url';
import { type Queue, queues } from '../state';

/** CreateQueue: returns an existing queue if it has the same attributes. */
export const createQueue: Operation<CreateQueueCommandInput, Partial<CreateQueueCommandOutput>> = (input, call) => {
  const name = input.QueueName ?? '';
  if (!/^[\w-]{1,80}$|^[\w-]{1,75}\.fifo$/.test(name))
    throw invalidParameter('Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length');
  const all = call.world.state.at(queues, call.accountId, call.region);
  const attributes = new Map<string, string>();
  setAttributes(attributes, input.Attributes ?? {});
  const existing = all.get(name);
  const different = existing && [...attributes].find(([key, value]) => existing.attributes.get(key) !== value);
  if (different) throw queueExists(different[0]);
  if (existing) return { QueueUrl: urlFor(existing, call.world) };
  const arn = `arn:${call.partition}:sqs:${call.region}:${call.accountId}:${name}`;
  const now = call.world.clock.now();
  const created: Queue = {
    name,
    arn,
    accountId: call.accountId,
    region: call.region,
    createdAt: now,
    modifiedAt: now,
    attributes,
    tags: { ...input.tags },
    messages: [],
    deduplicated: new Map(),
  };
  all.set(name, created);
  return { QueueUrl: urlFor(created, call.world) };
};
