import { unlocatedExceptions } from '../../overrides/exceptions';
import { type Exception, type Plan, planOf } from '../../reconcile/plan';
import { MAX_POLICIES } from '../guardduty/plan/policies/documents';
import type { PoliciesAction } from './action';
import type { PoliciesDesired } from './desired';
import type { PoliciesObserved } from './observe';
import { type Wanted, wantedOf } from './plan/compiled';
import { foreignPolicies } from './plan/foreign';
import { steps } from './plan/steps';
import { typeChanging } from './plan/type-changing';

/**
 * Plans the policies that express the configuration, as the configuration and the organization are now.
 *
 * | observed                                        | plan                                                      |
 * |-------------------------------------------------|-----------------------------------------------------------|
 * | an override names something unknown             | blocked: policies would reach the wrong accounts          |
 * | AWS enables or disables the type                | pending                                                   |
 * | type disabled; a policy missing, changed, detached | `plan/steps.ts`                                        |
 * | a policy of others with an effect on an account | exception: it is not muster's to change                   |
 */
export function plan(desired: PoliciesDesired, observed: PoliciesObserved): Plan<PoliciesAction> {
  const wanted = wantedOf(desired, observed);
  const about = { account: desired.managementAccount, region: desired.homeRegion, service: 'policies' };
  const { status } = observed.root;
  if (status?.startsWith('PENDING')) return planOf<PoliciesAction>({ pending: [typeChanging(desired, status)] });
  return planOf<PoliciesAction>({
    actions: steps(desired, observed, wanted.policies),
    blocked: [
      ...unlocatedExceptions(wanted.unlocated, about),
      ...tooMany(about, wanted),
      ...foreignPolicies(desired, observed, wanted),
    ],
    notes: incompleteUnits(wanted),
  });
}

type About = Pick<Exception, 'account' | 'region' | 'service'>;

function tooMany(about: About, { policies: { length } }: Wanted): Exception[] {
  if (length <= MAX_POLICIES) return [];
  return [
    {
      ...about,
      reason: 'TooManyPolicies',
      words: `the overrides need ${length} GuardDuty policies, and an organization can have ${MAX_POLICIES}`,
      hint: 'name units instead of accounts in the overrides, or set guardDuty.enforcedBy to loop',
      scope: 'rollout',
    },
  ];
}

function incompleteUnits({ incomplete }: Wanted): string[] {
  const units = [...incomplete.keys()];
  if (units.length === 0) return [];
  return [
    `an account that joins ${units.join(', ')} gets its policy with the next pass; until then the regions cover it`,
  ];
}
