import type { InvitedMember } from '../../../aws/guardduty/invitations';
import type { OutsideMember } from '../desired';
import type { MemberSide, Unreadable } from '../observe';
import {
  COVERED,
  type Decision,
  except,
  isUnreadable,
  next,
  notReadable,
  type Step,
  sameAddress,
  unknownState,
  wait,
} from './decision';

/** The states in which the member side has no part. */
const BY_STATUS: Readonly<Record<string, Decision>> = {
  Enabled: COVERED,
  Disabled: next('StartMonitoringMembers'),
  EmailVerificationInProgress: wait({
    reason: 'EmailVerificationInProgress',
    words: 'GuardDuty says EmailVerificationInProgress',
    hint: 'AWS checks the address within minutes, sometimes hours; the next pass looks again',
  }),
  Deleted: except({
    reason: 'AccountDeleted',
    words: 'GuardDuty says Deleted: the account no longer exists in GuardDuty',
    hint: 'take the account out of outsideMembers, or delete the member and run again if it is alive',
  }),
  RegionDisabled: except({
    reason: 'RegionDisabled',
    words: 'GuardDuty says RegionDisabled: the account has not enabled this opt-in region',
    hint: 'enable the region in the account, or leave the region out of its regions in outsideMembers',
  }),
  AccountSuspended: except({
    reason: 'AccountSuspended',
    words: 'GuardDuty says AccountSuspended',
    hint: 'nothing: GuardDuty goes on once the account is reactivated',
  }),
};

/** One decision for each `RelationshipStatus` of an account outside the organization, and for one without a record. */
export function decideGuardDuty(
  member: OutsideMember,
  record: InvitedMember | undefined,
  side: MemberSide | Unreadable,
  administrator: string,
): Decision {
  const status = record?.status;
  if (record && status === 'EmailVerificationFailed') return verificationFailed(member, record);
  const settled = status === undefined ? undefined : BY_STATUS[status];
  if (settled) return settled;
  if (isUnreadable(side)) return withoutItsSide(status, side);
  if (side.administrator !== undefined && side.administrator !== administrator) return ofAnother(side.administrator);
  return withItsSide(status, side, administrator);
}

/** I4: the record remembers which address failed, so the same one is never tried twice. */
function verificationFailed({ email }: OutsideMember, record: InvitedMember): Decision {
  if (!sameAddress(record.email, email)) return next('ForgetMembers');
  return except({
    reason: 'EmailVerificationFailed',
    words: `GuardDuty says EmailVerificationFailed for ${record.email}`,
    hint: "write the address of the account's root user in outsideMembers; a suspended account fails too: reactivate it and delete the member",
  });
}

/** Inviting needs nothing of the other side; accepting does, and its owner may do that by hand. */
function withoutItsSide(status: string | undefined, side: Unreadable): Decision {
  const decision = notReadable(side);
  if (side.unreadable.again || side.unreadable.reason === 'RegionNotOptedIn') return decision;
  const steps: readonly Step[] | undefined = INVITING[status ?? 'none'];
  if (steps) return { ...decision, steps };
  return status === 'Invited' || status === 'Resigned' ? decision : unknownState('GuardDuty', status ?? 'none');
}

/** What leads to an invitation. */
const INVITING: Readonly<Record<string, readonly Step[]>> = {
  none: ['CreateMembers'],
  Created: ['InviteMembers'],
  // the record keeps the address: "InviteMembers … without CreateMembers"
  Removed: ['InviteMembers'],
};

function withItsSide(status: string | undefined, side: MemberSide, administrator: string): Decision {
  // AWS invites, and lets accept, only where GuardDuty is on
  const enable: readonly Step[] = side.detector?.enabled ? [] : ['EnableDetectors'];
  const inviting = INVITING[status ?? 'none'];
  if (inviting) return next(...enable, ...inviting);
  const waiting = side.invitations.some((each) => each.administrator === administrator);
  // M16: who left is taken back by accepting again, or by a new invitation where the old one was deleted
  if (status === 'Resigned') return next(...enable, waiting ? 'AcceptInvitations' : 'InviteMembers');
  if (status !== 'Invited') return unknownState('GuardDuty', status ?? 'none');
  if (enable.length > 0) return next(...enable, ...(waiting ? (['AcceptInvitations'] as const) : []));
  return waiting ? next('AcceptInvitations') : INVITATION_NOT_VISIBLE;
}

/** I2 */
const INVITATION_NOT_VISIBLE = wait({
  reason: 'InvitationNotVisible',
  words: 'GuardDuty says Invited, and the account does not see the invitation yet',
  hint: 'AWS shows it within minutes; where its owner declined it, delete the member and run again',
});

/** M6: it is said whose member it is, and nothing is taken over. */
function ofAnother(administrator: string): Decision {
  return except({
    reason: 'MemberOfAnotherAdministrator',
    words: `GuardDuty in the account is administered by account ${administrator}`,
    hint: 'have the account leave that administrator, or that administrator remove it: nothing is taken over',
  });
}
