import type { Operator } from '../../lambda/aws/operator-clients';
import { type Finding, readFinding } from '../../lambda/findings/finding';
import { arisesInSeveralRegions, eventKey } from '../../lambda/findings/occurrence';
import { RolloutError } from '../../lambda/reconcile/errors';
import type { Prerequisites, SampleRegion } from './prerequisites';
import { freshType, PREFERRED_TYPES } from './sample-types';

/** A sample finding as GuardDuty made it. */
export interface Sample {
  readonly place: SampleRegion;
  readonly finding: Finding;
  /** the hub's key of its event; samples about the same identity are one event in several regions */
  readonly key: string;
  /** when GuardDuty created it or increased its count, by GuardDuty's clock in milliseconds */
  readonly at: number;
  /** GuardDuty had it already, and publishes it with the updates of findings */
  readonly again: boolean;
  /** suppression rules that archived it as it arose, so that it is not published */
  readonly suppressedBy: readonly string[] | undefined;
}

/** A region in which GuardDuty did not create or show a sample. */
export interface FailedSample {
  readonly place: SampleRegion;
  readonly type: string;
  /** in AWS's words */
  readonly error: RolloutError;
}

/** GuardDuty publishes a new finding within five minutes, and logs take one more. */
const MINUTES = 10;
const MINUTES_OF: Readonly<Record<string, number>> = { FIFTEEN_MINUTES: 15, ONE_HOUR: 60, SIX_HOURS: 360 };

/** The longest time that a sample may take. */
export function minutesFor({ again, place }: Pick<Sample, 'again' | 'place'>): number {
  return MINUTES + (again ? (MINUTES_OF[place.frequency] ?? 0) : 0);
}

/** The longest time that GuardDuty takes to show a sample. */
const SHOWN_SECONDS = 120;
const EVERY_SECONDS = 5;

/** Makes GuardDuty create a sample finding in a region. The hub's record of the same event is deleted first. */
export async function sendSample(
  place: SampleRegion,
  type: string | undefined,
  { hub, account }: Prerequisites,
  aws: Operator,
  wait: (seconds: number) => Promise<void>,
): Promise<Sample | FailedSample> {
  const samples = aws.samples(place.region);
  const read = async (types: readonly string[]) =>
    (await samples.ofTypes(account.id, types)).map(readFinding).filter(({ sample }) => sample);
  const memory = aws.memory(hub.region, hub.memory);
  const before = await read(type === undefined ? PREFERRED_TYPES : [type]);
  const chosen = type ?? freshType(before);
  const known = new Map(before.filter((each) => each.type === chosen).map((each) => [each.id, each]));
  // a known finding is `repeated`, and no one is notified
  for (const each of known.values()) await memory.forget(eventKey(each));
  try {
    await samples.create(chosen);
  } catch (error) {
    if (!(error instanceof RolloutError)) throw error;
    return { place, type: chosen, error };
  }
  for (let waited = 0; waited <= SHOWN_SECONDS; waited += EVERY_SECONDS) {
    const finding = (await read([chosen])).find((each) => isNewer(each, known.get(each.id)));
    if (finding) {
      const key = eventKey(finding);
      const again = known.has(finding.id);
      // the same identity may be known from another region
      if (!again && arisesInSeveralRegions(key)) await memory.forget(key);
      // GuardDuty publishes a finding again that a person archived, but never one that a rule archives
      const suppressed = finding.archived && known.get(finding.id)?.archived !== true;
      const suppressedBy = suppressed ? await samples.suppressing(finding.id) : undefined;
      return { place, finding, key, again, at: finding.updatedAt ?? finding.lastSeen ?? 0, suppressedBy };
    }
    await wait(EVERY_SECONDS);
  }
  const message = `reading GuardDuty sample finding (${chosen}) in ${place.region}: it is not visible after ${SHOWN_SECONDS} s`;
  return { place, type: chosen, error: new RolloutError('NotSettled', message) };
}

function isNewer(finding: Finding, before: Finding | undefined): boolean {
  if (!before) return true;
  return finding.count > before.count || (finding.updatedAt ?? 0) > (before.updatedAt ?? 0);
}
