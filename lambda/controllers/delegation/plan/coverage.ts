import type { Coverage } from '../../../reconcile/controller';
import { ascending } from '../../../reconcile/plan';
import { ADMINISTRATIONS } from '../administrations';
import type { DelegationDesired } from '../desired';
import { type DelegationObserved, isUnreachable, type RegionObserved } from '../observe';

/** The regions that have the administrator for every desired service, and in which the management account can become a member. */
export function coverage({ administrator, regions }: DelegationDesired, observed: DelegationObserved): Coverage {
  const covered = observed.regions.filter((each) => isDelegated(each, administrator)).map(({ region }) => region);
  return { covered: covered.sort(ascending), expected: regions.length };
}

function isDelegated({ administrations }: RegionObserved, administrator: string): boolean {
  return ADMINISTRATIONS.every(({ of, needsDetector }) => {
    const observed = administrations[of];
    if (!observed) return true;
    if (isUnreachable(observed) || (needsDetector && !observed.detector?.enabled)) return false;
    return observed.administrator?.account === administrator && observed.administrator.status === 'ENABLED';
  });
}
