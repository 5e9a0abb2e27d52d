import type { PassMark } from '../../../aws/s3/pass-marks';
import type { Exception } from '../../../reconcile/plan';
import { type DirectoryDesired, type ExpectedPasses, passFunction, passMarkKey } from '../desired';
import type { DirectoryObserved } from '../observe';

/** A pass that leaves a mark at home. */
interface Expected {
  readonly region: string;
  readonly service: string;
  readonly key: string;
}

const MINUTE = 60_000;
/** Characters of a mark that an exception shows. */
const LONGEST = 600;

/** The keys of missing marks: silence counts from the first pass that expects them, also for a region that is deployed later. */
export function unmarked({ passes }: DirectoryDesired, { marks }: DirectoryObserved): string[] {
  if (!passes || !marks) return [];
  return expectedIn(passes)
    .map(({ key }) => key)
    .filter((key) => !marks.has(key));
}

/** K3: passes that left no mark for too long, and the problems that others found with the rules of their region. */
export function silences(desired: DirectoryDesired, { marks, organization }: DirectoryObserved): Exception[] {
  const { passes, administrator: account } = desired;
  if (!passes || !marks || !organization) return [];
  const oldest = organization.listedAt - passes.maxSilenceMinutes * MINUTE;
  return expectedIn(passes).flatMap((expected): Exception[] => {
    const mark = marks.get(expected.key);
    if (!mark) return [];
    const { region, service } = expected;
    const about = { account, region, service, scope: 'account' } as const;
    if (mark.at < oldest) return [{ ...about, ...silence(expected, mark, passes.maxSilenceMinutes) }];
    return mark.text === '' ? [] : [{ ...about, ...changed(mark) }];
  });
}

function silence({ region, service }: Expected, { at }: PassMark, minutes: number) {
  const name = passFunction(service);
  return {
    reason: 'RegionSilent',
    words: `no pass of ${service} in ${region} has finished since ${new Date(at).toISOString()}; one is due every ${(minutes - 30) / 2} minutes`,
    hint: `see in ${region} whether the schedule and the rule of stack Detection-${region} are enabled, whether ${name} has a concurrency of 0, and what its log says last; then deploy the stack`,
  };
}

function changed({ text }: PassMark) {
  return {
    reason: 'OwnRuleChanged',
    words: text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text,
    hint: 'find out in CloudTrail who changed it; enable the rule, or restore it from its template',
  };
}

function expectedIn({ in: regions }: ExpectedPasses): Expected[] {
  return regions.flatMap(({ region, services }) =>
    services.map((service) => ({ region, service, key: passMarkKey({ region, service }) })),
  );
}
