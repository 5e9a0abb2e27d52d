import type { Aws } from '../aws/clients';
import type { Claim } from '../aws/dynamodb/table';
import type { Hub } from '../aws/hub-clients';
import { RolloutError } from '../reconcile/errors';
import type { Log } from '../reconcile/log';
import { sideBySide } from '../reconcile/side-by-side';
import { type Announcement, announcement } from './announcement';
import type { FindingsDesired } from './desired';
import type { GraphMembers } from './detective';
import { type Due, dueOf, forgottenAt } from './due-notifications';
import type { Around } from './enrichment';
import { type Done, type FindingGroup, type Outcome, orFailed } from './outcome';

export interface TellingOf {
  readonly desired: FindingsDesired;
  readonly around: Around;
  readonly aws: Aws;
  readonly now: number;
  /** whose claim it is, and until when it holds: no longer than this invocation may run */
  readonly claim: { readonly as: string; readonly until: number };
  readonly log: Log;
}

/** how many go onto the bus with one request, where each is told by one event */
const TOGETHER = 10;
const SIDE_BY_SIDE = 4;
/** how often somebody else may be a moment quicker */
const ATTEMPTS = 5;

/**
 * Tells of events what was not told before. Who tells one claims it first, puts it on the bus, and writes down that it is
 * told: of several at once one does, and where it fails in between, the next one does it again. Twice at worst, never not
 * at all.
 */
export async function tellAll(
  groups: readonly FindingGroup[],
  hub: Hub,
  of: TellingOf,
): Promise<ReadonlyMap<FindingGroup, Outcome>> {
  const outcomes = new Map<FindingGroup, Outcome>();
  let open = groups;
  for (let attempt = 0; attempt < ATTEMPTS && open.length > 0; attempt += 1) {
    const looked = await dueOf(open, hub.memory, of.desired, of.now);
    const due = looked.flatMap((each) => (each && 'decision' in each ? [each] : []));
    const findings = due.map(({ decision }) => decision.finding);
    const members = await of.around.memberships(of.aws, findings, of.now);
    const told = await sideBySide(inTens(due), SIDE_BY_SIDE, (ten) => tellTogether(ten, hub, { ...of, members }));
    for (const each of [...looked, ...told.flat()])
      if (each && 'outcome' in each) outcomes.set(each.group, each.outcome);
    open = open.filter((group) => !outcomes.has(group));
  }
  for (const group of open) outcomes.set(group, { state: 'busy', until: of.claim.until });
  return outcomes;
}

interface Telling extends TellingOf {
  /** by region */
  readonly members: ReadonlyMap<string, GraphMembers>;
}

/** An event that is ours to tell. */
interface Claimed extends Due {
  readonly claim: Claim;
  readonly announced: Announcement;
}

/** Tells some events with one request to the bus; undefined for those that somebody else was quicker to claim. */
async function tellTogether(due: readonly Due[], hub: Hub, of: Telling): Promise<(Done | undefined)[]> {
  const begun = await Promise.all(due.map((each) => orFailed(each.group, () => claimed(each, hub, of))));
  const eventsOf = (each: Claimed | Done | undefined) => (each && 'claim' in each ? each.announced.events : []);
  const refusals = [...(await hub.bus.putEach(begun.flatMap(eventsOf)))];
  const refused = begun.map((each) => refusals.splice(0, eventsOf(each).length).find((error) => error !== undefined));
  return Promise.all(
    begun.map(async (each, at) =>
      each && 'claim' in each ? orFailed(each.group, () => ended(each, refused[at], hub, of.log)) : each,
    ),
  );
}

async function claimed({ group, kept, decision }: Due, { memory }: Hub, of: Telling): Promise<Claimed | undefined> {
  const account = await of.around.account(of.aws, decision.finding.accountId, of.now, group.giveUp);
  const claim = await memory.claim(group.key, kept, { ...of.claim, expires: forgottenAt(of.now) });
  if (!claim) return undefined;
  try {
    const members = of.members.get(decision.finding.region);
    const announced = await announcement(decision, memory, { desired: of.desired, account, members, now: of.now });
    return { group, kept, decision, claim, announced };
  } catch (error) {
    await releaseAfterFailure(claim, memory, of.log);
    throw error;
  }
}

/** Writes down that it is told, or gives the claim back where the bus did not take it. */
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
  return { group, outcome: { state: 'told', occurrence, regions, targets: announced.targets, uncertain } };
}

/** The failure before this one is the one to report. A claim that cannot be released runs out with the invocation. */
async function releaseAfterFailure(claim: Claim, memory: Hub['memory'], log: Log): Promise<void> {
  try {
    await memory.release(claim);
  } catch (error) {
    log('claim not released', { key: claim.key, words: error instanceof RolloutError ? error.story : String(error) });
  }
}

function inTens(due: readonly Due[]): Due[][] {
  return Array.from({ length: Math.ceil(due.length / TOGETHER) }, (_, at) =>
    due.slice(at * TOGETHER, (at + 1) * TOGETHER),
  );
}
