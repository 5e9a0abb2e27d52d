import type { Call } from '../../../contract/service';
import { tagOperations } from '../../../contract/tag-list';
import { notFound } from '../errors';
import { groupsOf } from '../group';

/** The tags of schedule groups. */
export const tags = tagOperations('ResourceArn', tagsFor);

function tagsFor(arn: string | undefined, call: Call): Record<string, string> {
  const found = [...groupsOf(call).values()].find((group) => group.arn === arn);
  if (!found) throw notFound('Schedule group', arn ?? '');
  return found.tags;
}
