import { longestInterval } from './schedule';

/** How often the organization's accounts are listed for all regions, and for how long the regions use a listing. */
export interface ListingTimes {
  /** schedule expression, in UTC */
  readonly schedule: string;
  readonly maxAgeMinutes: number;
}

const HOUR = 60;
/** Minutes within which the scheduler starts a pass, plus the minutes that a pass may take. */
const SLACK = 15 + 15;

/** How long a region may be silent, in minutes: one pass may be missed. @param schedule of the regions */
export function longestSilence(schedule: string): number {
  return 2 * longestInterval(schedule) + SLACK;
}

/**
 * Lists every hour, or as often as the regions have their passes if that is more often: a listing must include what
 * happened to the organization since the previous pass. One listing may be missed before it counts as too old.
 * @param schedule schedule expression of the regions
 */
export function listingTimes(schedule: string): ListingTimes {
  const period = Math.min(longestInterval(schedule), HOUR);
  return {
    schedule: period < HOUR ? schedule : 'rate(1 hour)',
    maxAgeMinutes: 2 * period + SLACK,
  };
}
