/** From the configuration's outside members to the desired state of each region: pure. */
import type { InvitationsDesired, MemberGroup } from '../lambda/invitations/desired';
import type { GovernedRegion } from './config/governed-regions';
import type { RolloutFile } from './config/schema';

type Entry = NonNullable<RolloutFile['outsideMembers']>['accounts'][number];

/** What of an `InvitationsDesired` the outside members say; undefined where the configuration has none. */
export function invitationsIn(
  { outsideMembers, guardDuty }: RolloutFile,
  region: GovernedRegion,
): Pick<InvitationsDesired, 'groups' | 'unmanaged' | 'plans' | 'ownPlans'> | undefined {
  // without an account in this region there is still somebody to look for who has left the list
  if (!outsideMembers) return undefined;
  const { accounts, role, externalId = '', unmanaged, ownPlans } = outsideMembers;
  const missing = region.known?.plansNotOffered ?? [];
  const groups = new Map<string, MemberGroup>();
  for (const entry of [...accounts].sort((a, b) => (a.account < b.account ? -1 : 1))) {
    const services = servicesIn(entry, region);
    if (services.length === 0) continue;
    const shared = { services, role: { name: entry.role ?? role, externalId: entry.externalId ?? externalId } };
    const key = JSON.stringify(shared);
    const group = groups.get(key);
    groups.set(key, { ...shared, accounts: { ...group?.accounts, [entry.account]: entry.email } });
  }
  return {
    groups: [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group),
    unmanaged,
    plans: Object.fromEntries(Object.entries(guardDuty.protectionPlans).filter(([name]) => !missing.includes(name))),
    ownPlans,
  };
}

function servicesIn({ regions, services }: Entry, region: GovernedRegion): Entry['services'] {
  if (regions && !regions.includes(region.name)) return [];
  return (['guardduty', 'detective'] as const).filter(
    (service) => services.includes(service) && (service === 'guardduty' || region.detective),
  );
}
