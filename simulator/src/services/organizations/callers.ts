import type { Call } from '../../contract/service';
import type { Organization } from '../../organization/organization';
import { accessDenied, notInUse } from './errors';

/** The organization, for a call that any of its accounts may make. */
export function anyAccount(call: Call): Organization {
  const { organization } = call.world;
  if (!organization.has(call.accountId)) throw notInUse();
  return organization;
}

/** The organization, for a call of the management account or of a delegated administrator of any service. */
export function reader(call: Call): Organization {
  const organization = anyAccount(call);
  const allowed =
    call.accountId === organization.managementAccountId || organization.isDelegatedAdministrator(call.accountId);
  if (!allowed) throw accessDenied();
  return organization;
}

/** The organization, for a call that only the management account may make. */
export function management(call: Call): Organization {
  const organization = anyAccount(call);
  if (call.accountId !== organization.managementAccountId) throw accessDenied();
  return organization;
}
