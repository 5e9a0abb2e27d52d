import { type Plan, planOf } from '../../../reconcile/plan';
import type { PoliciesAction } from '../action';
import type { PoliciesDesired } from '../desired';
import type { PoliciesObserved } from '../observe';
import { OWN } from './compiled';
import { POLICY_TYPE } from './steps';

/**
 * Plans leaving. GuardDuty stays on in every account.
 *
 * | observed                                   | plan                                                              |
 * |--------------------------------------------|-------------------------------------------------------------------|
 * | type enabled, no policy of others attached | disable it: that detaches all at once, and auto-enable is         |
 * |                                            | effective again in the same moment                                |
 * | policies of others attached                | detach our own; the type stays, and with it their effect          |
 * | own policies without targets               | delete them                                                       |
 */
export function planRemoval(desired: PoliciesDesired, { root, policies }: PoliciesObserved): Plan<PoliciesAction> {
  const region = desired.homeRegion;
  const own = policies.filter(({ name }) => OWN.test(name));
  const foreign = policies.filter(({ name, targets }) => !OWN.test(name) && targets.length > 0);
  const isOn = root.status === 'ENABLED';
  const released: PoliciesAction[] = own.flatMap(({ name: subject, targets }) =>
    targets.map((target) => ({ type: 'ReleaseTarget', region, subject, target })),
  );
  const off: PoliciesAction = { type: 'DisablePolicyType', region, subject: POLICY_TYPE, root: root.id };
  const ended = foreign.length === 0 ? (isOn && own.length > 0 ? [off] : []) : released;
  const deleted: PoliciesAction[] = own.map(({ name: subject }) => ({ type: 'DeletePolicy', region, subject }));
  const notes = foreign.map(
    ({ name }) => `the policy type ${POLICY_TYPE} stays enabled, because the policy ${name} is not muster's`,
  );
  return planOf<PoliciesAction>({ actions: [...ended, ...deleted], notes });
}
