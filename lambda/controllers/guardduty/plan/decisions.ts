import type { Member } from '../../../aws/guardduty/detector';
import type { OrganizationAccount } from '../../../aws/organizations/organizations';
import type { Refusal } from '../../../aws/refusals';
import { excludedBy } from '../../../overrides/exceptions';
import type { Settings } from './settings';

/** The decision about one account of the organization. */
export type Decision =
  /** CreateMembers: AWS enrols an account of the organization without an invitation */
  | { readonly kind: 'enrol' }
  /** StartMonitoringMembers */
  | { readonly kind: 'resume' }
  /** it is a member: its plans are compared */
  | { readonly kind: 'member' }
  /** not to be enrolled */
  | { readonly kind: 'leave' }
  | { readonly kind: 'wait' | 'except'; readonly reason: string; readonly words: string; readonly hint: string };

const ENROL: Decision = { kind: 'enrol' };
const LEAVE: Decision = { kind: 'leave' };

/** The decision for each `RelationshipStatus` of an active account; an account without a record is enrolled. */
const BY_STATUS: Readonly<Record<string, Decision>> = {
  Enabled: { kind: 'member' },
  // a person or an attacker suspended it (M16)
  Disabled: { kind: 'resume' },
  // M16: the account left or was removed: it is enrolled again
  Removed: ENROL,
  Resigned: ENROL,
  Deleted: ENROL,
  // from before it joined the organization: enrolment needs no invitation
  Created: ENROL,
  Invited: ENROL,
  EmailVerificationInProgress: ENROL,
  EmailVerificationFailed: ENROL,
  // R5: each account has to opt in itself, auto-enable does not help
  RegionDisabled: {
    kind: 'except',
    reason: 'RegionDisabled',
    words: 'GuardDuty says RegionDisabled: the account has not enabled this opt-in region',
    hint: 'enable the region in the account',
  },
  AccountSuspended: {
    kind: 'except',
    reason: 'AccountSuspended',
    words: 'GuardDuty says AccountSuspended, Organizations says ACTIVE',
    hint: 'GuardDuty notices a reactivated account automatically; if the state does not change, ask AWS Support',
  },
  // the service-linked role or the detector is missing there (D8); the Delegation stack creates both
  CannotCreateDetectorInOrganizationMasterAccount: ENROL,
};

/** The decision for each state of an account in which AWS does not serve it. */
const BY_STATE: Readonly<Record<string, Decision>> = {
  SUSPENDED: {
    kind: 'except',
    reason: 'AccountSuspended',
    words: 'Organizations says SUSPENDED',
    hint: 'nothing: a reactivated account is enrolled by the next pass',
  },
  PENDING_CLOSURE: {
    kind: 'except',
    reason: 'AccountClosing',
    words: 'Organizations says PENDING_CLOSURE',
    hint: 'nothing: the account is being closed',
  },
  CLOSED: {
    kind: 'except',
    reason: 'AccountClosing',
    words: 'Organizations says CLOSED',
    hint: 'nothing: the account is being closed',
  },
  PENDING_ACTIVATION: {
    kind: 'wait',
    reason: 'AccountNotActive',
    words: 'Organizations says PENDING_ACTIVATION',
    hint: 'the account is enrolled once it is active',
  },
};

const REFUSED_HINTS: Readonly<Record<string, string>> = {
  MemberOfAnotherAdministrator:
    'have that administrator remove the account, or the account leave it: muster does not take accounts over',
  MemberLimitReached: 'GuardDuty accepts 50,000 members for one administrator in a region',
  ManagementAccountWithoutGuardDuty:
    'the Delegation stack enables GuardDuty in the management account; AWS notices within minutes',
};

/**
 * The decision about one account.
 * @param refusal AWS's refusal in this run
 * @param settings the desired settings of the account
 */
export function decide(
  account: OrganizationAccount,
  member: Member | undefined,
  refusal: Refusal | undefined,
  { excluded, autoEnable }: Pick<Settings, 'excluded' | 'autoEnable'>,
): Decision {
  if (excluded.value) return member?.status === 'Enabled' ? { kind: 'except', ...excludedBy(excluded.by) } : LEAVE;
  const closed =
    account.state === 'ACTIVE' ? undefined : (BY_STATE[account.state] ?? unknown('Organizations', account.state));
  if (closed) return closed;
  const decision = member ? (BY_STATUS[member.status] ?? unknown('GuardDuty', member.status)) : ENROL;
  if (autoEnable.value === 'NONE' && decision.kind !== 'member') return LEAVE;
  if (!refusal) return decision;
  const { reason, words, again } = refusal;
  const hint =
    REFUSED_HINTS[reason] ??
    (again ? 'the next pass asks again' : "act on AWS's words; muster asks AWS again within a day");
  return { kind: again ? 'wait' : 'except', reason, words, hint };
}

function unknown(service: string, state: string): Decision {
  return {
    kind: 'except',
    reason: 'UnknownState',
    words: `${service} says ${state}, which this version does not know`,
    hint: 'check the account in the AWS console, and upgrade muster',
  };
}
