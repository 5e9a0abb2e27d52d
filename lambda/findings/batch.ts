import type { Log } from '../reconcile/log';
import type { Finding } from './finding';
import { readFinding } from './finding';
import { eventKey } from './occurrence';
import type { FindingGroup } from './outcome';
import { findingsIn } from './shape/locate';

/** A message of the queue as Lambda passes it. */
export interface QueueRecord {
  readonly messageId: string;
  readonly receiptHandle: string;
  /** the event, as JSON */
  readonly body: string;
  readonly attributes?: { readonly ApproximateReceiveCount?: string };
}

/** The messages of a batch that are one event. */
export interface MessageGroup extends FindingGroup {
  readonly messages: readonly QueueRecord[];
}

/** From this delivery on, a notification goes out without the facts that AWS does not answer. */
const PATIENCE = 3;

/** The findings in a batch of messages, grouped by event, and the messages that are not JSON. */
export function groupsIn(
  records: readonly QueueRecord[],
  log: Log,
): { readonly groups: readonly MessageGroup[]; readonly unreadable: readonly QueueRecord[] } {
  const groups = new Map<string, { findings: [Finding, ...Finding[]]; messages: QueueRecord[] }>();
  const unreadable: QueueRecord[] = [];
  for (const record of records) {
    const event = parsed(record.body);
    if (event === undefined) {
      log('not notified', { message: record.messageId, words: 'the message is not JSON' });
      unreadable.push(record);
      continue;
    }
    for (const finding of read(event)) {
      const key = eventKey(finding);
      const group = groups.get(key);
      group?.findings.push(finding);
      group?.messages.push(record);
      if (!group) groups.set(key, { findings: [finding], messages: [record] });
    }
  }
  return {
    groups: [...groups].map(([key, group]) => ({
      key,
      ...group,
      giveUp: group.messages.some((each) => Number(each.attributes?.ApproximateReceiveCount ?? 1) >= PATIENCE),
    })),
    unreadable,
  };
}

/** The findings of a message. What is in no shape that we know is a finding all the same: it must not be lost. */
function read(event: unknown): Finding[] {
  const { findings } = findingsIn(event);
  return (findings.length === 0 ? [event] : findings).map(readFinding);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
