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

/** The decision for each status that does not depend on the member's side. */
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
    hint: 'remove the account from outsideMembers, or, if it still exists, delete the member, and the next pass invites it again',
  }),
  RegionDisabled: except({
    reason: 'RegionDisabled',
    words: 'GuardDuty says RegionDisabled: the account has not enabled this opt-in region',
    hint: 'enable the region in the account, or leave the region out of its regions in outsideMembers',
  }),
  AccountSuspended: except({
    reason: 'AccountSuspended',
    words: 'GuardDuty says AccountSuspended',
    hint: 'nothing: GuardDuty continues once the account is reactivated',
  }),
};

/** The decision for each `RelationshipStatus` of an outside account, and for one without a record. */
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
  if (isUnreadable(side)) return withoutMemberSide(status, side);
  if (side.administrator !== undefined && side.administrator !== administrator) return ofAnother(side.administrator);
  return withMemberSide(status, side, administrator);
}

/** I4: the record holds the address that failed, so the same one is never tried twice. */
function verificationFailed({ email }: OutsideMember, record: InvitedMember): Decision {
  if (!sameAddress(record.email, email)) return next('ForgetMembers');
  return except({
    reason: 'EmailVerificationFailed',
    words: `GuardDuty says EmailVerificationFailed for ${record.email}`,
    hint: "write the address of the account's root user in outsideMembers; a suspended account fails too: reactivate it and delete the member",
  });
}

/** The decision without access to the account: it can be invited, but its owner has to accept by hand. */
function withoutMemberSide(status: string | undefined, side: Unreadable): Decision {
  const decision = notReadable(side);
  if (side.unreadable.again || side.unreadable.reason === 'RegionNotOptedIn') return decision;
  const steps: readonly Step[] | undefined = INVITING[status ?? 'none'];
  if (steps) return { ...decision, steps };
  return status === 'Invited' || status === 'Resigned' ? decision : unknownState('GuardDuty', status ?? 'none');
}

/** Status → the steps that lead to an invitation. */
const INVITING: Readonly<Record<string, readonly Step[]>> = {
  none: ['CreateMembers'],
  Created: ['InviteMembers'],
  // the record keeps the address: "InviteMembers … without CreateMembers"
  Removed: ['InviteMembers'],
};

function withMemberSide(status: string | undefined, side: MemberSide, administrator: string): Decision {
  // AWS invites an account, and lets it accept, only if its GuardDuty is on
  const enable: readonly Step[] = side.detector?.enabled ? [] : ['EnableDetectors'];
  const inviting = INVITING[status ?? 'none'];
  if (inviting) return next(...enable, ...inviting);
  const waiting = side.invitations.some((each) => each.administrator === administrator);
  // M16: an account that left accepts again, or is invited again if the invitation was deleted
  if (status === 'Resigned') return next(...enable, waiting ? 'AcceptInvitations' : 'InviteMembers');
  if (status !== 'Invited') return unknownState('GuardDuty', status ?? 'none');
  if (enable.length > 0) return next(...enable, ...(waiting ? (['AcceptInvitations'] as const) : []));
  return waiting ? next('AcceptInvitations') : INVITATION_NOT_VISIBLE;
}

/** I2 */
const INVITATION_NOT_VISIBLE = wait({
  reason: 'InvitationNotVisible',
  words: 'GuardDuty says Invited, and the account does not see the invitation yet',
  hint: 'AWS shows it within minutes; if its owner declined it, delete the member, and the next pass invites it again',
});

/** M6: the administrator of the account is reported; muster does not take accounts over. */
function ofAnother(administrator: string): Decision {
  return except({
    reason: 'MemberOfAnotherAdministrator',
    words: `GuardDuty in the account is administered by account ${administrator}`,
    hint: 'have the account leave that administrator, or that administrator remove it: nothing is taken over',
  });
}
