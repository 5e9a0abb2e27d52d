import type { Coverage } from '../../../reconcile/controller';
import { ascending } from '../../../reconcile/plan';
import type { DelegationDesired } from '../desired';
import type { DelegationObserved, RegionObserved } from '../observe';

/** Regions in which the administrator is in place for what is asked, and the management account can become a member. */
export function coverage({ administrator, regions }: DelegationDesired, observed: DelegationObserved): Coverage {
  const covered = observed.regions.filter((each) => isDelegated(each, administrator)).map(({ region }) => region);
  return { covered: covered.sort(ascending), expected: regions.length };
}

function isDelegated({ guardDuty, detective }: RegionObserved, administrator: string): boolean {
  if ('reason' in guardDuty || !guardDuty.detector?.enabled) return false;
  if (guardDuty.administrator?.account !== administrator || guardDuty.administrator.status !== 'ENABLED') return false;
  return detective === undefined || ('administrator' in detective && detective.administrator === administrator);
}
