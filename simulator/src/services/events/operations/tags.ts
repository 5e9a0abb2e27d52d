import type { Call } from '../../../contract/service';
import { tagOperations } from '../../../contract/tag-list';
import { notFound } from '../errors';
import { busesOf } from '../event-bus';

/** The tags of rules and buses. */
export const tags = tagOperations('ResourceARN', tagsFor);

function tagsFor(arn: string | undefined, call: Call): Record<string, string> {
  const buses = [...busesOf(call.world, call).values()];
  const found = [...buses, ...buses.flatMap(({ rules }) => [...rules.values()])].find((each) => each.arn === arn);
  if (!found) throw notFound(`Resource ${arn} does not exist.`);
  return found.tags;
}
