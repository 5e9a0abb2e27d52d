import { RolloutError } from '../../lambda/reconcile/errors';
import type { Rollout } from '../../lib/rollout';

/** The options of the command, as they were written. */
export interface CanaryOptions {
  /** the configuration file */
  readonly config: string;
  readonly region?: readonly string[];
  readonly type?: string;
  readonly minutes?: string;
  /** print data rather than text */
  readonly json?: boolean;
}

/** The regions to send a canary in; by default one that is not home, so that the hop between regions is on the way. */
export function chosenRegions(
  { region: named = [] }: Pick<CanaryOptions, 'region'>,
  { detections, homeRegion }: Rollout,
): string[] {
  const governed = detections.map(({ region }) => region);
  if (named.includes('all')) return governed;
  const unknown = named.filter((region) => !governed.includes(region));
  if (unknown.length > 0)
    throw notSent(`${unknown.join(', ')} ${unknown.length > 1 ? 'are' : 'is'} not governed`, governedHint(governed));
  if (named.length > 0) return [...new Set(named)];
  return [governed.find((region) => region !== homeRegion) ?? homeRegion];
}

function governedHint(governed: readonly string[]): string {
  return `--region takes ${governed.join(', ')} or all`;
}

/** How long to watch, where it was said. */
export function chosenMinutes({ minutes }: Pick<CanaryOptions, 'minutes'>): number | undefined {
  if (minutes === undefined) return undefined;
  const chosen = Number(minutes);
  if (!(chosen > 0) || chosen > 24 * 60) throw notSent(`${minutes} is no time to watch`, '--minutes takes 1 to 1440');
  return chosen;
}

/** Why no canary was sent. */
export function notSent(why: string, hint: string, cause?: unknown): RolloutError {
  return new RolloutError('CanaryNotSent', `sending a GuardDuty sample finding: ${why}; nothing was sent`, {
    hint,
    cause,
  });
}
