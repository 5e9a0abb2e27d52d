import type { Call, Input } from '../../contract/service';
import type { Organization } from '../../organization/organization';
import { policyVerdict } from '../../policy/resource-policy';
import { anyAccount } from './callers';
import { checks } from './checks';
import { accessDenied } from './errors';
import { resourcePolicies } from './state';

/**
 * The organization, for a call on policies: of the management account, or of an account that the organization's resource policy
 * allows it on every resource that it concerns.
 */
export function policyManager(call: Call, input: Input): Organization {
  const organization = anyAccount(call);
  const { managementAccountId } = organization;
  if (call.accountId === managementAccountId) return organization;
  const held = call.world.state.at(resourcePolicies, managementAccountId, call.region).get('policy');
  const isAllowed = checks(call, input).every(
    (check) => policyVerdict(held?.content, { principal: call.caller, ...check }, call.world) === 'Allow',
  );
  if (!isAllowed) throw accessDenied();
  return organization;
}
