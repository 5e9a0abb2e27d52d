import { longestInterval } from './schedule';

/** How often the organization's accounts are listed for all regions, and how long those go by a listing: the one place. */
export interface ListingTimes {
  /** schedule expression, in UTC */
  readonly schedule: string;
  readonly maxAgeMinutes: number;
}

const HOUR = 60;
/** Within which the scheduler begins a pass, and within which it ends. */
const SLACK = 15 + 15;

/**
 * Every hour, however seldom the regions are looked at: a listing must not be older than what happened to the organization
 * since the pass before. As often as the regions, where that is more often. One renewal may be missed.
 * @param schedule of the regions
 */
export function listingTimes(schedule: string): ListingTimes {
  const period = Math.min(longestInterval(schedule), HOUR);
  return {
    schedule: period < HOUR ? schedule : 'rate(1 hour)',
    maxAgeMinutes: 2 * period + SLACK,
  };
}
