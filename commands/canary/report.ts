import type { End } from './end';
import type { OtherTarget } from './expected-targets';
import type { Prerequisites } from './prerequisites';
import type { FailedSample } from './sample';
import type { Progress } from './sample-watch';
import { type Step, stepsOf } from './steps';
import type { TargetStatus } from './target-status';

/** The result for the sample of one region. */
export interface RegionReport {
  readonly region: string;
  readonly type: string;
  /** absent if GuardDuty created none */
  readonly finding?: {
    readonly id: string;
    readonly arn: string | undefined;
    readonly severity: string;
    readonly account: string;
  };
  readonly steps: readonly Step[];
  readonly targets: readonly TargetStatus[];
  readonly notOnTheWay: readonly OtherTarget[];
  /** targets that were notified although no route of this configuration names them */
  readonly besides: readonly string[];
  readonly end?: End;
  /** whether the hub notified about it, and every expected target was observed to have it */
  readonly ok: boolean;
}

export interface CanaryReport {
  readonly home: string;
  readonly regions: readonly RegionReport[];
  readonly ok: boolean;
}

/** The observations in all regions. */
export function reportOf(
  progress: readonly Progress[],
  unmade: readonly FailedSample[],
  { hub, account }: Prerequisites,
): CanaryReport {
  const regions = [
    ...progress.map((each) =>
      regionReport(each, account.name === undefined ? account.id : `${account.id} ${account.name}`),
    ),
    ...unmade.map(failedReport),
  ].toSorted((one, other) => one.region.localeCompare(other.region));
  return { home: hub.region, regions, ok: regions.every(({ ok }) => ok) };
}

function regionReport(progress: Progress, account: string): RegionReport {
  const { sample, expected, facts, statuses, end } = progress;
  const { id, arn, type, severity } = sample.finding;
  const named = expected.rules.map(({ target }) => target);
  return {
    region: sample.place.region,
    type,
    finding: { id, arn, severity: `${severity.word} (${severity.value})`, account },
    steps: stepsOf(progress),
    targets: statuses,
    notOnTheWay: expected.others,
    besides: (facts.notified?.targets ?? []).filter((target) => !named.includes(target)),
    ...(end && { end }),
    ok: facts.notified !== undefined && statuses.every(({ state }) => state === 'observed'),
  };
}

function failedReport({ place, type, error }: FailedSample): RegionReport {
  const end = { hop: 'GuardDuty', why: error.message, runbook: undefined };
  return { region: place.region, type, steps: [], targets: [], notOnTheWay: [], besides: [], end, ok: false };
}
