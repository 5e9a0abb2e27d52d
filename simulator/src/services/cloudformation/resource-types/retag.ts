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
  const [was, shall] = [tagMap(before.Tags), tagMap(after.Tags)];
  const dropped = Object.keys(was).filter((key) => !(key in shall));
  if (dropped.length > 0) await untag(dropped);
  const changed = Object.entries(shall).filter(([key, value]) => was[key] !== value);
  if (changed.length > 0) await tag(changed.map(([Key, Value]) => ({ Key, Value })));
}
