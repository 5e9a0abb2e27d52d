import type { CreateTopicCommandInput, CreateTopicCommandOutput } from '@aws-sdk/client-sns';
import type { Operation } from '../../../contract/service';
import { tagsOf } from '../../../contract/tag-list';
import { invalidParameter } from '../errors';
import { topics } from '../state';
import { checkPolicy } from '../topic-policy';

/** CreateTopic: returns an existing topic if attributes and tags do not contradict it. */
export const createTopic: Operation<CreateTopicCommandInput, Partial<CreateTopicCommandOutput>> = (input, call) => {
  const name = input.Name ?? '';
  if (!/^[\w-]{1,256}$|^[\w-]{1,251}\.fifo$/.test(name)) throw invalidParameter('Topic Name');
  const arn = `arn:${call.partition}:sns:${call.region}:${call.accountId}:${name}`;
  const all = call.world.state.at(topics, call.accountId, call.region);
  const attributes = Object.entries(input.Attributes ?? {});
  if (input.Attributes?.Policy) checkPolicy(input.Attributes.Policy);
  const existing = all.get(arn);
  if (existing) {
    if (attributes.some(([key, value]) => existing.attributes.get(key) !== value))
      throw invalidParameter('Attributes Reason: Topic already exists with different attributes');
    if (Object.entries(tagsOf(input.Tags)).some(([key, value]) => existing.tags[key] !== value))
      throw invalidParameter('Tags Reason: Topic already exists with different tags');
    return { TopicArn: arn };
  }
  all.set(arn, {
    name,
    arn,
    accountId: call.accountId,
    region: call.region,
    attributes: new Map(attributes),
    tags: tagsOf(input.Tags),
  });
  return { TopicArn: arn };
};
