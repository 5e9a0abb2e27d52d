import type { GraphArn } from '../../../aws/detective/graph';
import type { InvitedGraphMember } from '../../../aws/detective/invitations';
import { decide } from '../../detective/plan/decisions';
import type { OutsideMember } from '../desired';
import type { MemberSide, Unreadable } from '../observe';
import {
  COVERED,
  type Decision,
  except,
  isUnreadable,
  next,
  notReadable,
  sameAddress,
  unknownState,
  wait,
} from './decision';

interface Watching {
  readonly guardDuty: Parameters<typeof decide>[1];
  /** milliseconds */
  readonly now: number;
}

/**
 * The decision for each `MemberStatus` of an outside account, and for one that is not in the graph.
 * @param watching what GuardDuty knows of the account
 */
export function decideDetective(
  member: OutsideMember,
  record: InvitedGraphMember | undefined,
  side: MemberSide | Unreadable,
  graph: GraphArn,
  watching: Watching,
): Decision {
  // an account that left or declined is not in the graph any more and needs a new invitation
  if (!record) return notInGraph(side);
  switch (record.status) {
    case 'ENABLED':
      return COVERED;
    case 'VERIFICATION_IN_PROGRESS':
      return VERIFYING;
    case 'VERIFICATION_FAILED':
      return verificationFailed(member, record);
    case 'INVITED':
      return invited(side, graph);
    case 'ACCEPTED_BUT_DISABLED':
      return notIngesting(record, watching);
    default:
      return unknownState('Detective', record.status);
  }
}

const VERIFYING = wait({
  reason: 'VerificationInProgress',
  words: 'Detective says VERIFICATION_IN_PROGRESS',
  hint: 'AWS checks the address within minutes; the next pass looks again',
});

function notInGraph(side: MemberSide | Unreadable): Decision {
  if (!isUnreadable(side)) return next('CreateMembers');
  const decision = notReadable(side);
  const closed = side.unreadable.again || side.unreadable.reason === 'RegionNotOptedIn';
  return closed ? decision : { ...decision, steps: ['CreateMembers'] };
}

/** T7: the record holds the address that failed, so the same one is never tried twice. */
function verificationFailed({ email }: OutsideMember, record: InvitedGraphMember): Decision {
  if (!sameAddress(record.email, email)) return next('ForgetMembers');
  return except({
    reason: 'VerificationFailed',
    words: `Detective says VERIFICATION_FAILED for ${record.email}`,
    hint: "write the address of the account's root user in outsideMembers; a suspended account fails too: reactivate it and remove the member",
  });
}

function invited(side: MemberSide | Unreadable, graph: GraphArn): Decision {
  if (isUnreadable(side)) return notReadable(side);
  if (side.graphInvitations.some((each) => each.graph === graph)) return next('AcceptInvitations');
  return wait({
    reason: 'InvitationNotVisible',
    words: 'Detective says INVITED, and the account does not see the invitation yet',
    hint: 'AWS shows it within minutes',
  });
}

/** Accepted but disabled: the same for every member, however it came into the graph (T1, T2). */
function notIngesting(record: InvitedGraphMember, { guardDuty, now }: Watching): Decision {
  const decision = decide(record, guardDuty, now);
  if (!('reason' in decision)) return COVERED;
  const { reason, words, hint } = decision;
  const cause = { reason, words, hint };
  if (decision.kind === 'wait')
    return {
      ...wait(cause, decision.soon),
      steps: decision.startMonitoring ? ['StartMonitoringMembers'] : [],
    };
  return except(cause);
}
