import type { Member } from '../../../aws/guardduty/detector';
import type { Refusal } from '../../../aws/refusals';
import { ascending, type Exception, type Plan, planOf } from '../../../reconcile/plan';
import type { GuardDutyAction } from '../action';
import type { GuardDutyDesired } from '../desired';
import type { GuardDutyObserved } from '../observe';

/** Statuses of accounts that are not associated: their records are deleted without a release. */
const ENDED_STATUSES: ReadonlySet<string> = new Set([
  'CannotCreateDetectorInOrganizationMasterAccount',
  'Created',
  'Deleted',
  'EmailVerificationFailed',
  'EmailVerificationInProgress',
  'Invited',
  'Removed',
  'Resigned',
]);

/**
 * Plans leaving a region, in the order that AWS documents. Each step is planned once the result of the previous is observed.
 *
 * | observed                          | plan                                                                    |
 * |-----------------------------------|-------------------------------------------------------------------------|
 * | no detector, or another's member  | nothing                                                                 |
 * | auto-enable ALL or NEW            | NONE: while it is ALL no member can be released (M8)                    |
 * | associated members                | disassociate them, suspended first with `suspendMembers`;               |
 * |                                   | their own detectors stay                                                |
 * | records of others                 | delete them                                                             |
 * | no members                        | delete the detector (M14)                                               |
 */
export function planRemoval(
  desired: GuardDutyDesired,
  observed: GuardDutyObserved,
  refusals: readonly Refusal[],
): Plan<GuardDutyAction> {
  const { region } = desired;
  const { detector, administeredBy, organization } = observed;
  if (!detector) return planOf<GuardDutyAction>({});
  if (administeredBy !== undefined)
    return planOf<GuardDutyAction>({ notes: [`the detector in ${region} stays: ${administeredBy} administers it`] });
  if (organization && organization.autoEnable !== 'NONE') {
    const type = 'UpdateOrganizationConfiguration';
    return planOf<GuardDutyAction>({ actions: [{ type, region, autoEnable: 'NONE', features: {} }] });
  }
  const retained = unreleased(desired, observed.members, refusals);
  const left = observed.members.filter(({ account }) => !retained.refused.has(account));
  if (left.length > 0)
    return { ...planOf<GuardDutyAction>({ actions: releaseMembers(desired, left, refusals) }), ...retained.plan };
  if (retained.plan.pending.length > 0) return planOf<GuardDutyAction>(retained.plan);
  return planOf<GuardDutyAction>({ actions: [{ type: 'DeleteDetector', region }], ...retained.plan });
}

function releaseMembers(
  { region, suspendMembers }: GuardDutyDesired,
  members: readonly Member[],
  refusals: readonly Refusal[],
): GuardDutyAction[] {
  const disassociated = new Set(refusals.filter(saysDisassociated).map(({ subject }) => subject));
  const isDisassociated = ({ account, status }: Member) => ENDED_STATUSES.has(status) || disassociated.has(account);
  const associated = members.filter((member) => !isDisassociated(member));
  const monitored = suspendMembers ? associated.filter(({ status }) => status === 'Enabled') : [];
  return [
    ...action('StopMonitoringMembers', region, monitored),
    ...action('DisassociateMembers', region, associated),
    ...action('DeleteMembers', region, members.filter(isDisassociated)),
  ];
}

function action(
  type: 'StopMonitoringMembers' | 'DisassociateMembers' | 'DeleteMembers',
  region: string,
  members: readonly Member[],
): GuardDutyAction[] {
  const accounts = members.map(({ account }) => ({ id: account })).sort((a, b) => ascending(a.id, b.id));
  return accounts.length > 0 ? [{ type, region, accounts }] : [];
}

/** Whether the member was disassociated already: "… is not an associated member …". */
function saysDisassociated({ operation, reason }: Refusal): boolean {
  return operation !== 'DeleteMembers' && reason === 'NotAssociated';
}

/** Splits members into those that AWS does not release, with its message, and all others. */
function unreleased({ region }: GuardDutyDesired, members: readonly Member[], refusals: readonly Refusal[]) {
  const here = new Set(members.map(({ account }) => account));
  const about = refusals.filter((refusal) => here.has(refusal.subject) && !saysDisassociated(refusal));
  const refused = new Map(about.map((refusal) => [refusal.subject, refusal]));
  const exceptions = [...refused.values()].map(({ subject, reason, words, again }) => {
    const hint = again ? 'the next pass asks again' : "act on AWS's message, then delete the stack again";
    const exception: Exception = {
      account: subject,
      region,
      service: 'guardduty',
      reason,
      words,
      hint,
      scope: 'account',
    };
    return { exception, again };
  });
  return {
    refused,
    plan: {
      pending: exceptions.filter(({ again }) => again).map(({ exception }) => ({ ...exception, soon: true })),
      blocked: exceptions.filter(({ again }) => !again).map(({ exception }) => exception),
    },
  };
}
