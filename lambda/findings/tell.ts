import { z } from 'zod';
import type { Hub } from '../aws/hub-clients';
import { WANTED_DETAIL_TYPE } from '../investigation/desired';
import { inquiries } from '../investigation/inquiry';
import { suspectsIn } from '../investigation/suspect';
import { wantedOf } from '../investigation/wanted';
import { RolloutError } from '../reconcile/errors';
import { FINDING_DETAIL_TYPE, FINDING_SOURCE, type FindingsDesired } from './desired';
import type { GraphMembers } from './detective';
import { findingEvents } from './event';
import type { Finding } from './finding';
import { type AccountFacts, notification } from './notification';
import { decide, type Occurrence, type Seen } from './occurrence';

/** Findings that are one event. */
export interface FindingGroup {
  readonly key: string;
  readonly findings: readonly [Finding, ...Finding[]];
}

export interface TellingOf {
  readonly desired: FindingsDesired;
  readonly account: AccountFacts;
  /** by region */
  readonly members: ReadonlyMap<string, GraphMembers>;
  readonly now: number;
  /** whose claim it is, and until when it holds: no longer than this invocation may run */
  readonly claim: { readonly as: string; readonly until: number };
}

/** What became of an event. */
export interface Told {
  /** undefined where all of it was told before */
  readonly occurrence: Occurrence | undefined;
  readonly regions: readonly string[];
  /** names of the targets; none where no route takes it */
  readonly targets: readonly string[];
  /** whether it may be told twice: the claim was lost before what was told could be written down */
  readonly uncertain: boolean;
}

/** GuardDuty keeps findings for 90 days; for as long it is known what was told of them. */
const REMEMBERED_DAYS = 90;
/** how often somebody else may be a moment quicker */
const ATTEMPTS = 5;

const seen = z.object({
  findings: z.record(
    z.string(),
    z.object({ region: z.string(), updatedAt: z.number(), count: z.number(), severity: z.number() }),
  ),
});

/**
 * Tells of an event what was not told before. Who tells it claims it first, puts it on the bus, and writes down that it is
 * told: of several at once one does, and where it fails in between, the next one does it again. Twice at worst, never not
 * at all.
 * @throws RolloutError where it is to be tried again, `Busy` while somebody else is at it
 */
export async function tell(group: FindingGroup, { memory, bus }: Hub, of: TellingOf): Promise<Told> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const kept = await memory.read(group.key, of.now);
    const decision = decide(seenIn(kept?.value), group.findings);
    const { occurrence, regions } = decision;
    if (!occurrence) return { occurrence, regions, targets: [], uncertain: false };
    if (kept && kept.claimedUntil > of.now) throw busy(group);
    const expires = Math.floor(of.now / 1000) + REMEMBERED_DAYS * 86_400;
    const claim = await memory.claim(group.key, kept, { ...of.claim, expires });
    if (!claim) continue;
    const targets = await put({ ...decision, occurrence }, { memory, bus }, of).catch(async (error: unknown) => {
      await memory.release(claim);
      throw error;
    });
    const uncertain = !(await memory.settle(claim, JSON.stringify(decision.seen)));
    return { occurrence, regions, targets, uncertain };
  }
  throw busy(group);
}

async function put(
  decision: Parameters<typeof notification>[0],
  { memory, bus }: Hub,
  of: TellingOf,
): Promise<string[]> {
  const { finding } = decision;
  const members = of.members.get(finding.region);
  const suspects = suspectsIn(decision, of.desired, members);
  const asked = await inquiries(suspects, finding.region, memory, of.now);
  const told = notification(decision, { ...of, members, inquiries: asked });
  const details = findingEvents(told, of.desired);
  const deliver = Object.assign({}, ...details.map((detail) => detail.deliver));
  // where nobody hears of the finding, nobody would of the investigation
  const following = details.length === 0 ? [] : asked.filter(({ state }) => state === 'follows');
  const wanted = following.map(({ suspect }) => wantedOf(suspect, finding, told, deliver, of.now));
  const events = [
    ...details.map((detail) => ({ detailType: FINDING_DETAIL_TYPE, detail })),
    ...wanted.map((detail) => ({ detailType: WANTED_DETAIL_TYPE, detail })),
  ];
  if (events.length > 0) await bus.put(events.map((event) => ({ source: FINDING_SOURCE, ...event })));
  return Object.keys(deliver);
}

/** What cannot be read is as if it were not there: told once more rather than never again. */
function seenIn(value: string | undefined): Seen | undefined {
  if (value === undefined) return undefined;
  try {
    return seen.parse(JSON.parse(value));
  } catch {
    return undefined;
  }
}

function busy({ key }: FindingGroup): RolloutError {
  return new RolloutError('Busy', `telling event (${key}): another invocation is at it`, {
    hint: 'the message comes again',
  });
}
