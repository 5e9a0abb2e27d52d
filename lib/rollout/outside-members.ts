/** From the configuration's outside members to the desired state of each region: pure. */
import type { InvitationsDesired, MemberGroup } from '../../lambda/controllers/invitations/desired';
import { type GovernedRegion, governedNames, offeredIn } from '../config/governed-regions';
import type { Partition, RolloutFile } from '../config/schema';

type Entry = NonNullable<RolloutFile['outsideMembers']>['accounts'][number];

/** The access that an outside account gives to the administrator. */
export interface MemberAccessGrant {
  readonly partition: Partition;
  readonly administrator: string;
  /** undefined if the configuration does not name it: the condition is then on the account only */
  readonly organizationId: string | undefined;
  readonly roleName: string;
  readonly externalId: string;
  /** the governed regions: the role is of no use in any other */
  readonly regions: readonly string[];
}

/** The access that one outside account gives; undefined if it is not listed. */
export function memberAccessFor(config: RolloutFile, account: string): MemberAccessGrant | undefined {
  const entry = config.outsideMembers?.accounts.find((each) => each.account === account);
  return entry && grantOf(config, entry);
}

/** The same access for several accounts of another organization of yours, deployed by a stack set. */
export interface MemberAccessSet {
  readonly grant: MemberAccessGrant;
  readonly managementAccount: string;
  readonly unit: string;
  readonly accounts: readonly string[];
}

/** The stack sets that the management account of another organization deploys: one for each role. */
export function memberAccessSets(config: RolloutFile, managementAccount: string): MemberAccessSet[] {
  const { organizations = [], accounts = [] } = config.outsideMembers ?? {};
  const unit = organizations.find((each) => each.managementAccount === managementAccount)?.unit;
  if (unit === undefined) return [];
  const sets = new Map<string, MemberAccessSet & { readonly accounts: string[] }>();
  for (const entry of accounts.filter((each) => each.managementAccount === managementAccount)) {
    const grant = grantOf(config, entry);
    const key = JSON.stringify(grant);
    const set = sets.get(key) ?? { grant, managementAccount, unit, accounts: [] };
    sets.set(key, set);
    set.accounts.push(entry.account);
  }
  return [...sets.values()].map((set) => ({ ...set, accounts: set.accounts.sort() }));
}

function grantOf(config: RolloutFile, entry: Entry): MemberAccessGrant {
  const { partition, organization, outsideMembers } = config;
  return {
    partition,
    administrator: organization.delegatedAdministrator,
    organizationId: organization.id,
    roleName: entry.role ?? outsideMembers?.role ?? '',
    externalId: entry.externalId ?? outsideMembers?.externalId ?? '',
    regions: governedNames(config),
  };
}

/**
 * The part of `InvitationsDesired` that follows from the outside members; undefined if none is listed for the region. When
 * the last one is removed from the list, the custom resource is deleted, with the effect that `onRemoval` sets.
 */
export function invitationsIn(
  { outsideMembers, guardDuty }: RolloutFile,
  region: GovernedRegion,
): Pick<InvitationsDesired, 'groups' | 'detective' | 'unmanaged' | 'plans' | 'ownPlans'> | undefined {
  if (!outsideMembers) return undefined;
  const { accounts, role, externalId = '', unmanaged, ownPlans } = outsideMembers;
  const groups = new Map<string, MemberGroup & { readonly accounts: Record<string, string> }>();
  for (const entry of [...accounts].sort((a, b) => (a.account < b.account ? -1 : 1))) {
    const services = servicesIn(entry, region);
    if (services.length === 0) continue;
    const shared = { services, role: { name: entry.role ?? role, externalId: entry.externalId ?? externalId } };
    const key = JSON.stringify(shared);
    const group = groups.get(key) ?? { ...shared, accounts: {} };
    groups.set(key, group);
    group.accounts[entry.account] = entry.email;
  }
  if (groups.size === 0) return undefined;
  return {
    groups: [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group),
    detective: region.detective,
    unmanaged,
    plans: offeredIn(region, guardDuty.protectionPlans),
    ownPlans,
  };
}

function servicesIn({ regions, services }: Entry, region: GovernedRegion): Entry['services'] {
  if (regions && !regions.includes(region.name)) return [];
  return (['guardduty', 'detective'] as const).filter(
    (service) => services.includes(service) && (service === 'guardduty' || region.detective),
  );
}
