import type { Aws } from '../../aws/clients';
import { type OrganizationAccount, rootOf } from '../../aws/organizations/organizations';
import type { AttachedPolicy, PolicyRoot } from '../../aws/organizations/policies';
import type { AsOf } from '../../overrides/account-listing';
import { namedUnits } from '../../overrides/desired';
import type { PoliciesDesired } from './desired';

/** The organization and its GuardDuty policies, as the management account sees them. */
export interface PoliciesObserved {
  readonly root: PolicyRoot;
  /** those of others too */
  readonly policies: readonly AttachedPolicy[];
  /** none while leaving */
  readonly accounts: readonly OrganizationAccount[];
  /** path of names → id, of the units that the overrides name */
  readonly units: ReadonlyMap<string, string>;
  readonly asOf?: AsOf;
}

export async function observe(aws: Aws, desired: PoliciesDesired): Promise<PoliciesObserved> {
  const organizations = aws.organizations(desired.homeRegion);
  const { accounts, listedAt } = await organizations.accounts();
  const paths = namedUnits(desired.settings.flatMap(({ overrides }) => overrides.map(({ match }) => match)));
  const units = await organizations.units([...new Set(paths)], rootOf(accounts));
  const at = new Date(listedAt).toISOString();
  const asOf = { source: 'organizations', at, count: accounts.length } as const;
  return { ...(await observePolicies(aws, desired)), accounts, units, asOf };
}

/** Reads what leaving removes. */
export async function observeRemoval(aws: Aws, desired: PoliciesDesired): Promise<PoliciesObserved> {
  return { ...(await observePolicies(aws, desired)), accounts: [], units: new Map() };
}

async function observePolicies(aws: Aws, { homeRegion }: PoliciesDesired) {
  const port = aws.guardDutyPolicies(homeRegion);
  return { root: await port.root(), policies: await port.all() };
}
