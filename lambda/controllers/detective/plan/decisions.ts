import type { GraphMember } from '../../../aws/detective/graph';
import type { Member } from '../../../aws/guardduty/detector';

/** What is done about one account. */
export type Decision =
  | { readonly kind: 'enrol' }
  | { readonly kind: 'covered' }
  /** not asked for */
  | { readonly kind: 'leave' }
  | (Cause & { readonly kind: 'wait'; readonly soon: boolean; readonly startMonitoring?: true })
  | (Cause & { readonly kind: 'except' })
  /** AWS serves the account with nothing here: no place in the graph is of use to it */
  | (Cause & { readonly kind: 'unusable' });

interface Cause {
  readonly reason: string;
  readonly words: string;
  readonly hint: string;
}

const said = (status: string): string => `Detective says ${status}`;

/** One decision for each `MemberStatus` of an active account, an accepted but disabled one apart. */
const BY_STATUS: Readonly<Record<string, Decision>> = {
  ENABLED: { kind: 'covered' },
  // T6: AWS checks that the account is of the organization
  VERIFICATION_IN_PROGRESS: {
    kind: 'wait',
    reason: 'VerificationInProgress',
    words: said('VERIFICATION_IN_PROGRESS'),
    hint: 'AWS finishes within minutes',
    soon: true,
  },
  // T7
  VERIFICATION_FAILED: {
    kind: 'except',
    reason: 'VerificationFailed',
    words: said('VERIFICATION_FAILED'),
    hint: 'remove the member from the graph; the next run enrols the account by way of the organization',
  },
  INVITED: {
    kind: 'wait',
    reason: 'InvitationOpen',
    words: said('INVITED'),
    hint: 'invited before the organization enrolled it: accept in the account, or remove the member and run again',
    soon: false,
  },
};

/** T1 */
const VOLUME_TOO_HIGH: Decision = {
  kind: 'except',
  reason: 'VolumeTooHigh',
  words: `${said('ACCEPTED_BUT_DISABLED')}: VOLUME_TOO_HIGH`,
  hint: 'the graph is near its daily volume: take accounts out of it; AWS looks again every hour',
};

/** T2 */
const VOLUME_UNKNOWN = {
  kind: 'wait',
  reason: 'VolumeUnknown',
  words: `${said('ACCEPTED_BUT_DISABLED')}: VOLUME_UNKNOWN`,
  hint: 'AWS learns the volume within a day or two of GuardDuty being on, and is asked again each day',
  soon: false,
} as const satisfies Decision;

/** T2 */
const WITHOUT_GUARDDUTY: Decision = {
  kind: 'except',
  reason: 'VolumeUnknownWithoutGuardDuty',
  words: `${said('ACCEPTED_BUT_DISABLED')}: VOLUME_UNKNOWN, and GuardDuty does not watch the account here`,
  hint: 'see why GuardDuty does not cover the account: Detective learns the volume from it',
};

const VOLUME_CHECKED: Decision = {
  kind: 'wait',
  reason: 'VolumeChecked',
  words: said('ACCEPTED_BUT_DISABLED'),
  hint: 'AWS checks the volume of the account and enables it',
  soon: true,
};

const REGION_DISABLED: Decision = {
  kind: 'unusable',
  reason: 'RegionDisabled',
  words: 'GuardDuty says RegionDisabled: the account has not enabled this opt-in region',
  hint: 'enable the region in the account; it is enrolled once GuardDuty watches it',
};

const DAY = 24 * 3_600_000;
/** An account that has just accepted has an unknown volume until AWS has looked, which takes minutes. */
const CHECKING = 5 * 60_000;

/** What GuardDuty knows of the account here; undefined where it was not asked, or has no record. */
type Watching = Pick<Member, 'status' | 'updatedAt'> | undefined;

/** @param now milliseconds */
export function decide(member: GraphMember | undefined, guardDuty: Watching, now: number): Decision {
  if (guardDuty?.status === 'RegionDisabled' && member?.status !== 'ENABLED') return REGION_DISABLED;
  if (!member) return { kind: 'enrol' };
  if (member.status !== 'ACCEPTED_BUT_DISABLED') return BY_STATUS[member.status] ?? unknown(member.status);
  if (member.disabledReason === 'VOLUME_TOO_HIGH') return VOLUME_TOO_HIGH;
  if (member.disabledReason !== 'VOLUME_UNKNOWN') return VOLUME_CHECKED;
  if (guardDuty?.status !== 'Enabled') return WITHOUT_GUARDDUTY;
  const soon = now - (member.lookedAt ?? 0) < CHECKING;
  return { ...VOLUME_UNKNOWN, soon, ...(isAskedAgain(member, guardDuty, now) && { startMonitoring: true }) };
}

/**
 * Whether AWS is asked to look at a volume again: GuardDuty is on since it looked, or it has not looked for a day. AWS also looks
 * every hour, so asking in each pass would only write.
 */
function isAskedAgain({ lookedAt }: GraphMember, { updatedAt = 0 }: NonNullable<Watching>, now: number): boolean {
  return lookedAt === undefined || updatedAt >= lookedAt || now - lookedAt >= DAY;
}

function unknown(status: string): Decision {
  return {
    kind: 'except',
    reason: 'UnknownState',
    words: `${said(status)}, which this version does not know`,
    hint: 'look at the account, and update this software',
  };
}
