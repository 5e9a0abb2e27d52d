import { type Existing, type Properties, tagMap } from './resource-type';

/** A service's calls to add and remove tags. */
export interface Retagging {
  readonly untag: (keys: string[]) => Promise<unknown>;
  readonly tag: (tags: { Key: string; Value: string }[]) => Promise<unknown>;
}

/** Updates a resource's tags from the old template to the new one; makes no call if they are the same. */
export async function retag(
  { properties: before }: Pick<Existing, 'properties'>,
  after: Properties,
  { untag, tag }: Retagging,
): Promise<void> {
  const [oldTags, tags] = [tagMap(before.Tags), tagMap(after.Tags)];
  const dropped = Object.keys(oldTags).filter((key) => !(key in tags));
  if (dropped.length > 0) await untag(dropped);
  const changed = Object.entries(tags).filter(([key, value]) => oldTags[key] !== value);
  if (changed.length > 0) await tag(changed.map(([Key, Value]) => ({ Key, Value })));
}
