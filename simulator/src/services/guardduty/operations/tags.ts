import type {
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput,
  TagResourceCommandInput,
  TagResourceCommandOutput,
  UntagResourceCommandInput,
  UntagResourceCommandOutput,
} from '@aws-sdk/client-guardduty';
import type { Call, Operation } from '../../../contract/service';
import { noSuchResource, outOfRange } from '../errors';
import { KINDS } from '../lists/list';
import { malwareProtectionPlans } from '../malware/plan';
import { detectorOf } from '../ownership';

interface Tagged {
  tags: Readonly<Record<string, string>>;
}

/** The tags of the caller's detector, filter, list, export or malware protection plan. */
export const listTagsForResource: Operation<
  ListTagsForResourceCommandInput,
  Partial<ListTagsForResourceCommandOutput>
> = (input, call) => ({ Tags: { ...resourceAt(call, input.ResourceArn).tags } });

/** Adds tags; an existing key gets the new value. */
export const tagResource: Operation<TagResourceCommandInput, Partial<TagResourceCommandOutput>> = (input, call) => {
  const resource = resourceAt(call, input.ResourceArn);
  const tags = { ...resource.tags, ...input.Tags };
  if (Object.keys(tags).length > 50 || Object.keys(input.Tags ?? {}).some((key) => /^aws:/i.test(key)))
    throw outOfRange();
  resource.tags = tags;
  return {};
};

/** Removes tags by key. */
export const untagResource: Operation<UntagResourceCommandInput, Partial<UntagResourceCommandOutput>> = (
  input,
  call,
) => {
  const resource = resourceAt(call, input.ResourceArn);
  const keys = new Set(input.TagKeys ?? []);
  if (keys.size < 1 || keys.size > 200) throw outOfRange();
  resource.tags = Object.fromEntries(Object.entries(resource.tags).filter(([key]) => !keys.has(key)));
  return {};
};

function resourceAt({ world, accountId, region }: Call, arn: string | undefined): Tagged {
  const [, , service, place, account, path = ''] = arn?.split(':') ?? [];
  const [kind, id, inside, name = ''] = path.split('/');
  if (service !== 'guardduty') throw outOfRange();
  if (kind === 'malware-protection-plan' && account === accountId && place === region)
    return world.state.peek(malwareProtectionPlans, accountId, region)?.get(id ?? '') ?? missing();
  if (kind !== 'detector') throw outOfRange();
  const detector = detectorOf(world, accountId, region);
  if (account !== accountId || place !== region || !detector || detector.id !== id) throw noSuchResource();
  if (inside === undefined) return detector;
  if (inside === 'filter') return detector.filters?.get(name) ?? missing();
  if (inside === 'publishingdestination') return detector.destination?.id === name ? detector.destination : missing();
  const list = detector.lists?.get(name);
  return list && KINDS[list.kind].arnType === inside ? list : missing();
}

function missing(): never {
  throw noSuchResource();
}
