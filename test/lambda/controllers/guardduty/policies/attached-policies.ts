import { Organization, organizationFile } from '@muster/simulator/organization';
import type { GuardDutyDesired } from '../../../../../lambda/controllers/guardduty/desired';
import { type Compiled, compiled } from '../../../../../lambda/controllers/guardduty/plan/policies/compile';
import type { Directory } from '../../../../../lambda/overrides/directory';
import { MANAGEMENT } from '../../../../accounts';

/** An account, and the names of its units below the root, joined by slashes. */
export type Placed = readonly [id: string, ou: string];

/** A simulated organization with accounts in units. */
export function organizationOf(accounts: readonly Placed[]): Organization {
  const file = organizationFile.parse({
    organization: { id: 'o-exampleorg1', managementAccount: MANAGEMENT },
    accounts: [{ id: MANAGEMENT }, ...accounts.map(([id, ou]) => ({ id, ...(ou && { ou }) }))],
  });
  return new Organization(file, 0);
}

/** The accounts of an organization with their places, and its units by their paths of names. */
export function directoryOf(organization: Organization): Directory {
  const units = new Map<string, string>();
  const pathOf = (id: string): string => {
    const unit = organization.units.get(id);
    return unit ? [pathOf(unit.parent), unit.name].filter(Boolean).join('/') : '';
  };
  for (const id of organization.units.keys()) units.set(pathOf(id), id);
  const accounts = organization.members().map(({ id, name, email, state }) => {
    return { id, name, email, state, path: organization.pathOf(id) };
  });
  return { accounts, units };
}

/** Compiles desired states for an organization and attaches the result to it. */
export function compiledAndAttached(organization: Organization, ...desired: GuardDutyDesired[]): Compiled {
  const result = compiled(desired, directoryOf(organization));
  const { guardDutyPolicies } = organization;
  guardDutyPolicies.enabled = true;
  result.policies.forEach(({ name, content: document, targets }, at) => {
    const id = `p-${String(at).padStart(8, '0')}`;
    guardDutyPolicies.policies.set(id, { id, name, description: '', document });
    for (const target of targets) guardDutyPolicies.attach(id, target);
  });
  return result;
}

/** What policies set for an account in a region, additional configurations after a slash; undefined if nothing. */
export function managedIn(organization: Organization, account: string, region: string) {
  const block = organization.guardDutyPolicies.managed(account, region);
  if (!block) return undefined;
  return Object.fromEntries(
    Object.entries(block).flatMap(([feature, { status, additional_configuration: additional = {} }]) => [
      [feature, status],
      ...Object.entries(additional).map(([name, each]) => [`${feature}/${name}`, each.status]),
    ]),
  );
}
