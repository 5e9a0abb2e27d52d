import type { Refusal } from '../../../aws/refusals';
import { ascending, type Exception, type Plan, planOf } from '../../../reconcile/plan';
import type { DetectiveAction } from '../action';
import type { DetectiveDesired } from '../desired';
import type { DetectiveObserved } from '../observe';

/**
 * Plans leaving a region. Each step is planned once the result of the previous one is observed.
 *
 * | observed          | plan                                                                                     |
 * |-------------------|------------------------------------------------------------------------------------------|
 * | no graph          | nothing                                                                                  |
 * | auto-enable on    | off: an account that joins meanwhile stays out                                           |
 * | members           | remove them from the graph                                                               |
 * | no members        | delete the graph only where the configuration says so by name (D14); otherwise it stays  |
 */
export function planRemoval(
  desired: DetectiveDesired,
  observed: DetectiveObserved,
  refusals: readonly Refusal[],
): Plan<DetectiveAction> {
  const { region } = desired;
  if (observed.graph === undefined) return planOf<DetectiveAction>({});
  if (observed.autoEnable)
    return planOf<DetectiveAction>({
      actions: [{ type: 'UpdateOrganizationConfiguration', region, autoEnable: false }],
    });
  const here = new Set(observed.members.map(({ account }) => account));
  const refused = new Map(refusals.filter(({ subject }) => here.has(subject)).map((each) => [each.subject, each]));
  const accounts = [...here]
    .filter((id) => !refused.has(id))
    .sort(ascending)
    .map((id) => ({ id }));
  const exceptions = [...refused.values()].map((refusal) => ({
    exception: exceptionOf(region, refusal),
    again: refusal.again,
  }));
  return planOf<DetectiveAction>({
    actions: accounts.length > 0 ? [{ type: 'DeleteMembers', region, accounts }] : lastStep(desired),
    pending: exceptions.filter(({ again }) => again).map(({ exception }) => ({ ...exception, soon: true })),
    blocked: exceptions.filter(({ again }) => !again).map(({ exception }) => exception),
    notes: desired.destroyGraph ? [] : [`the graph in ${region} stays: detective.destroyGraphs is false`],
  });
}

function lastStep({ destroyGraph, region }: DetectiveDesired): DetectiveAction[] {
  return destroyGraph ? [{ type: 'DeleteGraph', region }] : [];
}

function exceptionOf(region: string, { subject, reason, words, again }: Refusal): Exception {
  const hint = again ? 'the next pass asks again' : "act on AWS's message, then delete the stack again";
  return { account: subject, region, service: 'detective', reason, words, hint, scope: 'account' };
}
