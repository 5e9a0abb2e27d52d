import type { DynamoDb, StoredValue } from '../aws/dynamodb/table';
import { RolloutError } from '../reconcile/errors';
import type { FindingsDesired } from './desired';
import { arisesInSeveralRegions, awaiting, type Decision, decide, type Occurrence } from './occurrence';
import { seenIn } from './occurrence-record';
import { type Done, type FindingGroup, orFailed } from './outcome';

/** A group that is due for a notification. */
export interface Due {
  readonly group: FindingGroup;
  readonly kept: StoredValue | undefined;
  readonly decision: Decision & { readonly occurrence: Occurrence };
}

/** How long findings that belong to one event in several regions wait for one another. */
const AWAITED = 30_000;
/** GuardDuty keeps findings for 90 days, and we remember their notifications as long. */
const REMEMBERED_DAYS = 90;

/** When an item that is written now expires, in seconds as DynamoDB requires. */
export function forgottenAt(now: number): number {
  return Math.floor(now / 1000) + REMEMBERED_DAYS * 86_400;
}

/**
 * The groups that are due for a notification now, and the outcomes of the others; undefined for a group whose item another
 * invocation wrote between our read and our write.
 */
export async function dueOf(
  groups: readonly FindingGroup[],
  memory: DynamoDb,
  desired: FindingsDesired,
  now: number,
): Promise<(Due | Done | undefined)[]> {
  const keys = groups.map(({ key }) => key);
  const reading = memory.readAll(keys, now);
  return Promise.all(
    groups.map((group) =>
      orFailed(group, async () => {
        const kept = await reading.catch(() => new Map<string, StoredValue | undefined>());
        // what one request did not bring is read on its own, so that a throttled request fails no other finding
        const read = kept.has(group.key) ? kept : await memory.readAll([group.key], now);
        if (!read.has(group.key)) throw missingInAnswer(group);
        return assess(group, read.get(group.key), { memory, desired, now });
      }),
    ),
  );
}

async function assess(
  group: FindingGroup,
  kept: StoredValue | undefined,
  { memory, desired, now }: { readonly memory: DynamoDb; readonly desired: FindingsDesired; readonly now: number },
): Promise<Due | Done | undefined> {
  const seen = seenIn(kept?.value);
  const { occurrence, ...decision } = decide(seen, group.findings);
  if (!occurrence) return { group, outcome: { state: 'known' } };
  if (kept && kept.claimedUntil > now) return { group, outcome: { state: 'busy', until: kept.claimedUntil } };
  const until = seen?.awaited?.until ?? now + AWAITED;
  const mayHaveOthers = arisesInSeveralRegions(group.key) && Object.keys(desired.detective).length > 1;
  if (occurrence.kind !== 'new' || !mayHaveOthers || until <= now)
    return { group, kept, decision: { ...decision, occurrence } };
  const waiting = awaiting(seen, group.findings, until);
  if (waiting && !(await memory.replace(group.key, kept, JSON.stringify(waiting), forgottenAt(now)))) return undefined;
  return { group, outcome: { state: 'awaited', until } };
}

function missingInAnswer({ key }: FindingGroup): RolloutError {
  return new RolloutError('Throttled', `reading DynamoDB item (${key}): AWS left it out of its answer`, {
    hint: 'the queue delivers the message again',
  });
}
