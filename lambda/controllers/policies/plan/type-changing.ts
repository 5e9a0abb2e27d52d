import type { Pending } from '../../../reconcile/plan';
import type { PoliciesDesired } from '../desired';
import { POLICY_TYPE } from './steps';

/** AWS enables or disables the type: nothing is attached or deleted meanwhile. */
export function typeChanging({ managementAccount, homeRegion }: PoliciesDesired, status: string): Pending {
  return {
    account: managementAccount,
    region: homeRegion,
    service: 'policies',
    reason: 'PolicyTypeChanging',
    words: `Organizations says ${status} for the policy type ${POLICY_TYPE}`,
    hint: 'AWS finishes within minutes; the next pass continues',
    scope: 'rollout',
    soon: true,
  };
}
