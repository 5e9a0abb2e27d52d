import { digestOf } from '../../../reconcile/desired';
import { ascending } from '../../../reconcile/plan';
import type { GuardDutyPolicy } from '../../guardduty/plan/policies/documents';
import type { PoliciesAction } from '../action';
import type { PoliciesDesired } from '../desired';
import type { PoliciesObserved } from '../observe';
import { depthsIn, OWN } from './compiled';

export const POLICY_TYPE = 'GUARDDUTY_POLICY';

/**
 * The steps from the observed to the desired policies, in an order in which no plan that stays on is disabled in between:
 *
 * 1. create what is missing; without targets it has no effect
 * 2. enable the type, so that little time passes before the policies that replace auto-enable are attached
 * 3. attach, accounts first and the root last: what a nearer policy keeps on, one above does not disable before it
 * 4. detach where another policy of ours has taken the place
 * 5. replace contents, in the same order
 * 6. detach the rest
 */
export function steps(
  desired: PoliciesDesired,
  observed: PoliciesObserved,
  wanted: readonly GuardDutyPolicy[],
): PoliciesAction[] {
  const region = desired.homeRegion;
  const { root } = observed;
  const { tags } = desired;
  const own = new Map(observed.policies.filter(({ name }) => OWN.test(name)).map((each) => [each.name, each]));
  const isOn = root.status === 'ENABLED';
  const attached = (name: string) => (isOn ? (own.get(name)?.targets ?? []) : []);
  const below = depthsIn(observed);
  const deepest = (targets: readonly string[]) => Math.max(...targets.map(below));
  const inOrder = [...wanted].sort((a, b) => deepest(b.targets) - deepest(a.targets) || ascending(a.name, b.name));
  const attachments = inOrder
    .flatMap(({ name: subject, targets }) =>
      targets.filter((each) => !attached(subject).includes(each)).map((target) => ({ subject, target })),
    )
    .sort((a, b) => below(b.target) - below(a.target));
  const stale = [...own.values()].flatMap(({ name: subject }) => {
    const kept = wanted.find(({ name }) => name === subject)?.targets ?? [];
    return attached(subject)
      .filter((target) => !kept.includes(target))
      .map((target) => ({ subject, target }));
  });
  const replaced = new Set(wanted.flatMap(({ targets }) => targets));
  const detach = (part: typeof stale): PoliciesAction[] =>
    part.map((each) => ({ type: 'DetachPolicy', region, ...each }));
  const content = (type: 'CreatePolicy' | 'UpdatePolicy', isDue: (policy: GuardDutyPolicy) => boolean) =>
    inOrder
      .filter(isDue)
      .map((each): PoliciesAction => ({ type, region, subject: each.name, content: each.content, tags }));
  return [
    ...content('CreatePolicy', ({ name }) => !own.has(name)),
    ...(isOn ? [] : [{ type: 'EnablePolicyType' as const, region, subject: POLICY_TYPE, root: root.id }]),
    ...attachments.map((each): PoliciesAction => ({ type: 'AttachPolicy', region, ...each })),
    ...detach(stale.filter(({ target }) => replaced.has(target))),
    ...content('UpdatePolicy', (each) => own.has(each.name) && !isSame(own.get(each.name)?.content, each.content)),
    ...detach(stale.filter(({ target }) => !replaced.has(target))),
  ];
}

/** Whether two policies say the same: AWS need not return the white space and the order that it was given. */
function isSame(one = 'null', other: string): boolean {
  try {
    return digestOf(JSON.parse(one)) === digestOf(JSON.parse(other));
  } catch {
    return false;
  }
}
