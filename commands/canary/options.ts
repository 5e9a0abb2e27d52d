import { RolloutError } from '../../lambda/reconcile/errors';
import type { Rollout } from '../../lib/rollout';
import { suggestion, UsageError } from '../usage-error';

/** The options of the command, as written. */
export interface CanaryOptions {
  /** the configuration file */
  readonly config?: string;
  readonly region?: readonly string[];
  readonly type?: string;
  readonly minutes?: string;
  /** print data rather than text */
  readonly json?: boolean;
}

/** The regions to send a canary in; by default one other than home, so that the hop between regions is tested too. */
export function chosenRegions(
  { region: named = [] }: Pick<CanaryOptions, 'region'>,
  { detections, homeRegion }: Rollout,
): string[] {
  const governed = detections.map(({ region }) => region);
  if (named.includes('all')) return governed;
  for (const region of named.filter((each) => !governed.includes(each)))
    throw new UsageError(
      `--region: ${region} is not governed${suggestion(region, governed)}, allowed: ${governed.join(', ')} or all; nothing was sent`,
    );
  if (named.length > 0) return [...new Set(named)];
  return [governed.find((region) => region !== homeRegion) ?? homeRegion];
}

/** How long to watch; undefined if the option is not given. */
export function chosenMinutes({ minutes }: Pick<CanaryOptions, 'minutes'>): number | undefined {
  if (minutes === undefined) return undefined;
  const chosen = Number(minutes);
  if (!(chosen >= 1) || chosen > 24 * 60)
    throw new UsageError(`--minutes: got ${minutes}, allowed: 1 to 1440; nothing was sent`);
  return chosen;
}

/** Why no canary was sent. */
export function notSent(why: string, hint: string, cause?: unknown): RolloutError {
  return new RolloutError('CanaryNotSent', `sending a GuardDuty sample finding: ${why}; nothing was sent`, {
    hint,
    cause,
  });
}
