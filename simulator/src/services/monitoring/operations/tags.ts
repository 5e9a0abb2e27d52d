import type { Call } from '../../../contract/service';
import { tagOperations } from '../../../contract/tag-list';
import { resourceNotFound } from '../errors';
import { alarms } from '../state';

/** The tags of alarms. */
export const tags = tagOperations('ResourceARN', tagsFor);

function tagsFor(arn: string | undefined, call: Call): Record<string, string> {
  const all = call.world.state.peek(alarms, call.accountId, call.region)?.values() ?? [];
  const found = [...all].find(({ AlarmArn }) => AlarmArn === arn);
  if (!found) throw resourceNotFound(arn ?? 'Alarm');
  return found.tags;
}
