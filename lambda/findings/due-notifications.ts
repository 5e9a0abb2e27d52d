import type { DynamoDb, Kept } from '../aws/dynamodb/table';
import { RolloutError } from '../reconcile/errors';
import type { FindingsDesired } from './desired';
import { arisesInSeveralRegions, awaiting, type Decision, decide, type Occurrence } from './occurrence';
import { seenIn } from './occurrence-record';
import { type Done, type FindingGroup, orFailed } from './outcome';

/** A group with something to tell. */
export interface Due {
  readonly group: FindingGroup;
  readonly kept: Kept | undefined;
  readonly decision: Decision & { readonly occurrence: Occurrence };
}

/** How long findings that are one event in several regions wait for one another. */
const AWAITED = 30_000;
/** GuardDuty keeps findings for 90 days; for as long it is known what was told of them. */
const REMEMBERED_DAYS = 90;

/** When what is remembered now may be forgotten, in seconds as DynamoDB wants it. */
export function forgottenAt(now: number): number {
  return Math.floor(now / 1000) + REMEMBERED_DAYS * 86_400;
}

/**
 * What of the groups is to be told now, and what became of the others; undefined for one that somebody else wrote to between
 * reading and writing.
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
        const kept = await reading;
        if (!kept.has(group.key)) throw leftOut(group);
        return lookedAt(group, kept.get(group.key), { memory, desired, now });
      }),
    ),
  );
}

async function lookedAt(
  group: FindingGroup,
  kept: Kept | undefined,
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

function leftOut({ key }: FindingGroup): RolloutError {
  return new RolloutError('Throttled', `reading DynamoDB item (${key}): AWS left it out of its answer`, {
    hint: 'the message comes again',
  });
}
