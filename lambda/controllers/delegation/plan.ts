import type { Refusal } from '../../aws/refusals';
import { ascending, joined, type Plan, planOf } from '../../reconcile/plan';
import type { DelegationAction } from './action';
import type { DelegationDesired } from './desired';
import type { DelegationObserved } from './observe';
import { planMigration } from './plan/migration';
import { otherAdministrators } from './plan/other-administrators';
import { planRegion } from './plan/region';
import { planTrail } from './plan/trail';

/**
 * Plans one administrator for both services in every region.
 *
 * | observed                              | plan                                                               |
 * |---------------------------------------|--------------------------------------------------------------------|
 * | another administrator, anywhere       | blocked before any write, with both ids                            |
 * | … that the configuration migrates from | it releases its members and retires first (`plan/migration.ts`)   |
 * | trusted access missing                | enable it: neither service does it for every way of delegating     |
 * | management account without detector   | create or resume it: without it, it cannot become a member (D8)    |
 * | previous administrator being removed  | pending                                                            |
 * | no administrator in a region          | enable our administrator, first in the home region                 |
 * | our administrator                     | nothing (D4)                                                       |
 * | no trail logs calls to Organizations  | exception: some changes are noticed by the schedule only (N5)      |
 * | region does not answer                | exception; in the home region, blocked                             |
 */
export function plan(
  desired: DelegationDesired,
  observed: DelegationObserved,
  refusals: readonly Refusal[],
): Plan<DelegationAction> {
  const blocked = otherAdministrators(desired, observed);
  if (blocked.length > 0) return planOf<DelegationAction>({ blocked });
  const retiring = planMigration(desired, observed, refusals);
  if (retiring) return retiring;
  const home = (region: string): number => (region === desired.homeRegion ? 0 : 1);
  const regions = [...observed.regions].sort(
    (a, b) => home(a.region) - home(b.region) || ascending(a.region, b.region),
  );
  return joined([
    planTrust(desired, observed),
    orphans(desired, observed),
    planTrail(desired, observed),
    ...regions.map((each) => planRegion(desired, each, refusals)),
  ]);
}

/** R14: regions that are no longer governed are reported; muster does not revoke their delegation automatically. */
function orphans({ administrator }: DelegationDesired, { orphaned }: DelegationObserved): Plan<DelegationAction> {
  return planOf<DelegationAction>({
    notes: orphaned.map(
      (region) =>
        `${administrator} still administers GuardDuty in ${region}, which is not governed: detection stays on, and muster does not maintain it`,
    ),
  });
}

function planTrust(desired: DelegationDesired, { trusted }: DelegationObserved): Plan<DelegationAction> {
  const missing = desired.trustedServices.filter((service) => !trusted.includes(service)).sort(ascending);
  return planOf<DelegationAction>({
    actions: missing.map((servicePrincipal) => ({
      type: 'EnableTrustedAccess',
      region: desired.homeRegion,
      servicePrincipal,
    })),
  });
}
