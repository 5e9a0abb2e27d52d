import { type Plan, planOf } from '../../../reconcile/plan';
import type { PoliciesAction } from '../action';
import type { PoliciesDesired } from '../desired';
import type { PoliciesObserved } from '../observe';
import { OWN } from './compiled';
import { POLICY_TYPE } from './steps';
import { typeChanging } from './type-changing';

/**
 * Plans leaving. GuardDuty stays on in every account.
 *
 * | observed                                   | plan                                                              |
 * |--------------------------------------------|-------------------------------------------------------------------|
 * | type enabled, no policy of others attached | disable it: that detaches all at once, and auto-enable is         |
 * |                                            | effective again in the same moment                                |
 * | AWS disables the type                      | pending                                                           |
 * | policies of others attached                | detach our own; the type stays, and with it their effect          |
 * | own policies without targets               | delete them                                                       |
 */
export function planRemoval(desired: PoliciesDesired, { root, policies }: PoliciesObserved): Plan<PoliciesAction> {
  const region = desired.homeRegion;
  const own = policies.filter(({ name }) => OWN.test(name));
  const foreign = policies.filter(({ name, targets }) => !OWN.test(name) && targets.length > 0);
  if (root.status?.startsWith('PENDING'))
    return planOf<PoliciesAction>({ pending: [typeChanging(desired, root.status)] });
  if (own.length > 0 && foreign.length === 0 && root.status === 'ENABLED')
    return planOf<PoliciesAction>({
      actions: [{ type: 'DisablePolicyType', region, subject: POLICY_TYPE, root: root.id }],
    });
  const actions = own.flatMap(({ name: subject, targets }): PoliciesAction[] => [
    ...targets.map((target): PoliciesAction => ({ type: 'ReleaseTarget', region, subject, target })),
    { type: 'DeletePolicy', region, subject },
  ]);
  const notes = foreign.map(
    ({ name }) => `the policy type ${POLICY_TYPE} stays enabled, because the policy ${name} is not muster's`,
  );
  return planOf<PoliciesAction>({ actions, notes });
}
