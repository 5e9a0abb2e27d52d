import type { GraphMember } from '../../../aws/detective/graph';
import type { Member } from '../../../aws/guardduty/detector';

/** The decision about one account. */
export type Decision =
  | { readonly kind: 'enrol' }
  | { readonly kind: 'covered' }
  /** not to be enrolled */
  | { readonly kind: 'leave' }
  | (Cause & { readonly kind: 'wait'; readonly soon: boolean; readonly startMonitoring?: true })
  | (Cause & { readonly kind: 'except' })
  /** AWS cannot enable the account here, so it has no use for a place in the graph */
  | (Cause & { readonly kind: 'unusable' });

interface Cause {
  readonly reason: string;
  readonly words: string;
  readonly hint: string;
}

const statusText = (status: string): string => `Detective says ${status}`;

/** The decision for each `MemberStatus` of an active account; ACCEPTED_BUT_DISABLED has further cases below. */
const BY_STATUS: Readonly<Record<string, Decision>> = {
  ENABLED: { kind: 'covered' },
  // T6: AWS verifies that the account is in the organization
  VERIFICATION_IN_PROGRESS: {
    kind: 'wait',
    reason: 'VerificationInProgress',
    words: statusText('VERIFICATION_IN_PROGRESS'),
    hint: 'AWS finishes within minutes',
    soon: true,
  },
  // T7
  VERIFICATION_FAILED: {
    kind: 'except',
    reason: 'VerificationFailed',
    words: statusText('VERIFICATION_FAILED'),
    hint: 'remove the member from the graph; the next pass enrols the account through the organization',
  },
  INVITED: {
    kind: 'wait',
    reason: 'InvitationOpen',
    words: statusText('INVITED'),
    hint: 'it was invited before the organization enrolled it: accept in the account, or remove the member, and the next pass enrols it',
    soon: false,
  },
};

/** T1 */
const VOLUME_TOO_HIGH: Decision = {
  kind: 'except',
  reason: 'VolumeTooHigh',
  words: `${statusText('ACCEPTED_BUT_DISABLED')}: VOLUME_TOO_HIGH`,
  hint: 'the graph is near its daily volume: remove accounts from it; AWS checks again every hour',
};

/** T2 */
const VOLUME_UNKNOWN = {
  kind: 'wait',
  reason: 'VolumeUnknown',
  words: `${statusText('ACCEPTED_BUT_DISABLED')}: VOLUME_UNKNOWN`,
  hint: 'AWS knows the volume a day or two after GuardDuty is on; muster asks again each day',
  soon: false,
} as const satisfies Decision;

/** T2 */
const WITHOUT_GUARDDUTY: Decision = {
  kind: 'except',
  reason: 'VolumeUnknownWithoutGuardDuty',
  words: `${statusText('ACCEPTED_BUT_DISABLED')}: VOLUME_UNKNOWN, and GuardDuty does not monitor the account here`,
  hint: 'see why GuardDuty does not cover the account: Detective gets the volume from it',
};

const VOLUME_CHECKED: Decision = {
  kind: 'wait',
  reason: 'VolumeChecked',
  words: statusText('ACCEPTED_BUT_DISABLED'),
  hint: 'AWS checks the volume of the account and enables it',
  soon: true,
};

const REGION_DISABLED: Decision = {
  kind: 'unusable',
  reason: 'RegionDisabled',
  words: 'GuardDuty says RegionDisabled: the account has not enabled this opt-in region',
  hint: 'enable the region in the account; it is enrolled once GuardDuty monitors it',
};

const DAY = 24 * 3_600_000;
/** Milliseconds in which AWS checks the volume of an account that has just accepted. */
const CHECKING = 5 * 60_000;

/** GuardDuty's record of the account; undefined if there is none, or it was not read. */
type Watching = Pick<Member, 'status' | 'updatedAt'> | undefined;

/** The decision about an account. @param member undefined if it is not in the graph @param now milliseconds since 1970 */
export function decide(member: GraphMember | undefined, guardDuty: Watching, now: number): Decision {
  if (guardDuty?.status === 'RegionDisabled' && member?.status !== 'ENABLED') return REGION_DISABLED;
  if (!member) return { kind: 'enrol' };
  if (member.status !== 'ACCEPTED_BUT_DISABLED') return BY_STATUS[member.status] ?? unknown(member.status);
  if (member.disabledReason === 'VOLUME_TOO_HIGH') return VOLUME_TOO_HIGH;
  if (member.disabledReason !== 'VOLUME_UNKNOWN') return VOLUME_CHECKED;
  if (guardDuty?.status !== 'Enabled') return WITHOUT_GUARDDUTY;
  const soon = now - (member.lookedAt ?? 0) < CHECKING;
  return { ...VOLUME_UNKNOWN, soon, ...(isCheckDue(member, guardDuty, now) && { startMonitoring: true }) };
}

/**
 * Whether to ask AWS to check a volume again: GuardDuty was enabled since the last check, or that is a day ago. AWS checks
 * every hour anyway, so asking in each pass would only add writes.
 */
function isCheckDue({ lookedAt }: GraphMember, { updatedAt = 0 }: NonNullable<Watching>, now: number): boolean {
  return lookedAt === undefined || updatedAt >= lookedAt || now - lookedAt >= DAY;
}

function unknown(status: string): Decision {
  return {
    kind: 'except',
    reason: 'UnknownState',
    words: `${statusText(status)}, which this version does not know`,
    hint: 'check the account in the AWS console, and upgrade muster',
  };
}
