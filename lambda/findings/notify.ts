import type { Aws } from '../aws/clients';
import type { Claim } from '../aws/dynamodb/table';
import type { Hub } from '../aws/hub-clients';
import { RolloutError } from '../reconcile/errors';
import type { Log } from '../reconcile/log';
import { mapConcurrently } from '../reconcile/map-concurrently';
import { type Announcement, announcement } from './announcement';
import type { FindingsDesired } from './desired';
import type { GraphMembers } from './detective';
import { type Due, dueOf, forgottenAt } from './due-notifications';
import type { AccountCache } from './enrichment';
import { type Done, type FindingGroup, type Outcome, orFailed } from './outcome';

export interface NotifyContext {
  readonly desired: FindingsDesired;
  readonly accounts: AccountCache;
  readonly aws: Aws;
  readonly now: number;
  /** the time as it passes during the invocation */
  readonly clock: () => number;
  /** the owner of the claim, and when the claim ends: not after the invocation */
  readonly claim: { readonly as: string; readonly until: number };
  readonly log: Log;
}

/** the groups that go onto the bus with one request, if each has one event */
const BATCH_SIZE = 10;
const SIDE_BY_SIDE = 4;
/** a batch that is begun later than this before the end might be notified and not noted */
const TIME_OF_BATCH = 5000;
/** how often another invocation may be faster */
const ATTEMPTS = 5;

/**
 * Notifies about what is new in events. An invocation claims an event first, puts it on the bus, and then writes the record:
 * only one of several invocations does so, and if it fails on the way, the next one repeats it. At least once: a notification
 * may be sent twice and is never lost.
 */
export async function notifyAll(
  groups: readonly FindingGroup[],
  hub: Hub,
  context: NotifyContext,
): Promise<ReadonlyMap<FindingGroup, Outcome>> {
  const outcomes = new Map<FindingGroup, Outcome>();
  let open = groups;
  for (let attempt = 0; attempt < ATTEMPTS && open.length > 0 && !isOver(context); attempt += 1) {
    const looked = await dueOf(open, hub.memory, context.desired, context.now);
    const due = looked.flatMap((each) => (each && 'decision' in each ? [each] : []));
    const findings = due.map(({ decision }) => decision.finding);
    const members = await context.accounts.memberships(context.aws, findings, context.now);
    const notified = await mapConcurrently(batches(due), SIDE_BY_SIDE, async (batch) =>
      isOver(context) ? [] : notifyBatch(batch, hub, { ...context, members }),
    );
    for (const each of [...looked, ...notified.flat()])
      if (each && 'outcome' in each) outcomes.set(each.group, each.outcome);
    open = open.filter((group) => !outcomes.has(group));
  }
  for (const group of open) outcomes.set(group, { state: 'busy', until: context.claim.until });
  return outcomes;
}

/** Whether there is no time to notify and to note it: the next invocation does both. */
function isOver({ clock, claim }: NotifyContext): boolean {
  return clock() > claim.until - TIME_OF_BATCH;
}

interface BatchContext extends NotifyContext {
  /** by region */
  readonly members: ReadonlyMap<string, GraphMembers>;
}

/** An event that this invocation has claimed. */
interface Claimed extends Due {
  readonly claim: Claim;
  readonly announced: Announcement;
}

/** Notifies about a batch with one request to the bus; undefined for events that another invocation claimed first. */
async function notifyBatch(due: readonly Due[], hub: Hub, context: BatchContext): Promise<(Done | undefined)[]> {
  const begun = await Promise.all(due.map((each) => orFailed(each.group, () => claimed(each, hub, context))));
  const eventsOf = (each: Claimed | Done | undefined) => (each && 'claim' in each ? each.announced.events : []);
  const refusals = [...(await hub.bus.putEach(begun.flatMap(eventsOf)))];
  const refused = begun.map((each) => refusals.splice(0, eventsOf(each).length).find((error) => error !== undefined));
  return Promise.all(
    begun.map(async (each, at) =>
      each && 'claim' in each ? orFailed(each.group, () => ended(each, refused[at], hub, context.log)) : each,
    ),
  );
}

async function claimed(
  { group, kept, decision }: Due,
  { memory }: Hub,
  context: BatchContext,
): Promise<Claimed | undefined> {
  const account = await context.accounts.account(context.aws, decision.finding.accountId, context.now, group.giveUp);
  const claim = await memory.claim(group.key, kept, { ...context.claim, expires: forgottenAt(context.now) });
  if (!claim) return undefined;
  try {
    const members = context.members.get(decision.finding.region);
    const announced = await announcement(decision, memory, {
      desired: context.desired,
      account,
      members,
      now: context.now,
    });
    return { group, kept, decision, claim, announced };
  } catch (error) {
    await releaseAfterFailure(claim, memory, context.log);
    throw error;
  }
}

/** Writes the record, or releases the claim if the bus refused an event. */
async function ended(
  { group, claim, decision, announced }: Claimed,
  refused: RolloutError | undefined,
  { memory }: Hub,
  log: Log,
): Promise<Done> {
  if (refused) {
    await releaseAfterFailure(claim, memory, log);
    throw refused;
  }
  const uncertain = !(await memory.settle(claim, JSON.stringify(decision.seen)));
  const { occurrence, regions } = decision;
  return { group, outcome: { state: 'notified', occurrence, regions, targets: announced.targets, uncertain } };
}

/** Reports the earlier failure, not this one. A claim that cannot be released ends with the invocation. */
async function releaseAfterFailure(claim: Claim, memory: Hub['memory'], log: Log): Promise<void> {
  try {
    await memory.release(claim);
  } catch (error) {
    log('claim not released', { key: claim.key, words: error instanceof RolloutError ? error.story : String(error) });
  }
}

function batches(due: readonly Due[]): Due[][] {
  return Array.from({ length: Math.ceil(due.length / BATCH_SIZE) }, (_, at) =>
    due.slice(at * BATCH_SIZE, (at + 1) * BATCH_SIZE),
  );
}
