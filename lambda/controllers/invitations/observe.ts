import type { Aws } from '../../aws/clients';
import type { GraphArn } from '../../aws/detective/graph';
import type { GraphInvitation, InvitedGraphMember } from '../../aws/detective/invitations';
import { type Detector, ENDED } from '../../aws/guardduty/detector';
import type { Features, Foreseen } from '../../aws/guardduty/features';
import type { Invitation, InvitedMember } from '../../aws/guardduty/invitations';
import { CONCURRENCY } from '../../aws/limits';
import { type AsOf, type Listed, listedAccounts } from '../../overrides/account-listing';
import { confirmed } from '../../overrides/confirmation';
import { within } from '../../reconcile/deadline';
import { RolloutError } from '../../reconcile/errors';
import { mapConcurrently } from '../../reconcile/map-concurrently';
import { type InvitationsDesired, type OutsideMember, outsideMembers } from './desired';

/** The state of an outside account, read through its role. */
export interface MemberSide {
  /** undefined if it has none, or GuardDuty is not desired */
  readonly detector: Detector | undefined;
  /** the account that administers its GuardDuty */
  readonly administrator: string | undefined;
  readonly invitations: readonly Invitation[];
  readonly graphInvitations: readonly GraphInvitation[];
}

/** Why an outside account could not be read. */
export interface Unreadable {
  readonly unreadable: {
    readonly reason: string;
    readonly words: string;
    readonly hint: string;
    /** whether the next pass may be able to read it without any action */
    readonly again: boolean;
  };
}

/** The observed state of outside accounts in one region. */
export interface InvitationsObserved {
  /** ids of the organization's accounts */
  readonly organization: ReadonlySet<string>;
  /** source and time of the organization's accounts */
  readonly asOf?: AsOf;
  /** when it was observed, in milliseconds */
  readonly at: number;
  /** the administrator's own, with what AWS refused before; undefined while it has none */
  readonly detector?: Pick<Detector, 'id' | 'notes'> | undefined;
  /** the administrator's GuardDuty records by account; undefined while it has no detector */
  readonly members: ReadonlyMap<string, InvitedMember> | undefined;
  /** features of the enabled outside members, by account */
  readonly memberFeatures: ReadonlyMap<string, Features<Foreseen>>;
  /** the administrator's graph; undefined while it has none */
  readonly graph: GraphArn | undefined;
  readonly graphMembers: ReadonlyMap<string, InvitedGraphMember>;
  /** the accounts to cover that are not in the organization, as read through their roles */
  readonly sides: ReadonlyMap<string, MemberSide | Unreadable>;
}

/** How long one account may take, in milliseconds; a slower one is read by the next pass. */
export const TIME_FOR_ACCOUNT = 60_000;

/** The outside accounts that were read in this pass, by id: read again in it only if they may have changed. */
export type KnownSides = Map<string, MemberSide | Unreadable>;

/** Reads both sides of every invitation. @param known cache of the pass, which is filled @param patience for one account, in ms */
export async function observe(
  aws: Aws,
  desired: InvitationsDesired,
  known: KnownSides = new Map(),
  patience = TIME_FOR_ACCOUNT,
): Promise<InvitationsObserved> {
  const { region } = desired;
  const [listed, detector, members, graph] = await Promise.all([
    listedAccounts(aws, desired),
    aws.guardDuty(region).detector(),
    aws.guardDutyInvitations(region).members(),
    desired.detective ? aws.detective(region).graph() : undefined,
  ]);
  const graphMembers = graph === undefined ? [] : await aws.detectiveInvitations(region).members(graph);
  const unlisted = unlistedMembers(desired, listed, [...(members ?? []), ...graphMembers]);
  const { accounts, asOf } = await confirmed(aws, desired, listed, unlisted);
  const organization = new Set(accounts.map(({ id }) => id));
  const outside = outsideMembers(desired).filter(({ id }) => !organization.has(id));
  const enabled = (members ?? []).filter(({ account, status }) => status === 'Enabled' && !organization.has(account));
  const unknown = outside.filter(({ id }) => !known.has(id));
  const [memberFeatures, read] = await Promise.all([
    members ? aws.guardDuty(region).memberFeatures(enabled.map(({ account }) => account)) : new Map(),
    mapConcurrently(unknown, CONCURRENCY.memberAccounts, (member) => sideOf(aws, desired, member, patience)),
  ]);
  for (const [at, { id }] of unknown.entries()) known.set(id, read[at] ?? notInTime(id, patience));
  return {
    organization,
    asOf,
    at: aws.now(),
    detector: detector && { id: detector.id, notes: detector.notes ?? {} },
    members: members && new Map(members.map((member) => [member.account, member])),
    memberFeatures,
    graph,
    graphMembers: new Map(graphMembers.map((member) => [member.account, member])),
    sides: new Map(outside.map(({ id }) => [id, known.get(id) ?? notInTime(id, patience)])),
  };
}

/**
 * Members that are not listed, of the organization or outside it: they are reported or released only if Organizations does not
 * know them either. Ended records are ignored, unless they are deleted.
 */
function unlistedMembers(
  { onRemoval, unmanaged, ...desired }: InvitationsDesired,
  { accounts }: Listed,
  records: readonly { readonly account: string; readonly status: string }[],
): string[] {
  const known = new Set([
    ...accounts.map(({ id }) => id),
    ...outsideMembers(desired).map(({ id }) => id),
    ...unmanaged,
  ]);
  const open = records.filter(
    ({ account, status }) => !known.has(account) && !(ENDED.has(status) && onRemoval === 'retain'),
  );
  return [...new Set(open.map(({ account }) => account))];
}

/** A failure of one account is reported and does not affect the others (I7). */
async function sideOf(
  aws: Aws,
  { region, partition }: InvitationsDesired,
  { id, services, role }: OutsideMember,
  patience: number,
): Promise<MemberSide | Unreadable> {
  try {
    const read = aws
      .inAccount(region, { account: id, partition, ...role })
      .then((there) => readSide(there, region, services));
    return (await within(patience, read)) ?? notInTime(id, patience);
  } catch (error) {
    if (!(error instanceof RolloutError)) throw error;
    const { code, story, hint, transient } = error;
    return {
      unreadable: { reason: code, words: story, hint: hint ?? 'the next pass looks again', again: transient },
    };
  }
}

async function readSide(there: Aws, region: string, services: OutsideMember['services']): Promise<MemberSide> {
  const [own, graphInvitations] = await Promise.all([
    services.includes('guardduty') ? readGuardDuty(there, region) : NO_GUARDDUTY,
    services.includes('detective') ? there.detectiveInvitations(region).received() : [],
  ]);
  return { ...own, graphInvitations };
}

const NO_GUARDDUTY = { detector: undefined, administrator: undefined, invitations: [] };

async function readGuardDuty(there: Aws, region: string) {
  const guardDuty = there.guardDuty(region);
  const [detector, invitations] = await Promise.all([
    guardDuty.detector(),
    there.guardDutyInvitations(region).received(),
  ]);
  return { detector, administrator: detector && (await guardDuty.administrator()), invitations };
}

function notInTime(account: string, patience: number): Unreadable {
  return {
    unreadable: {
      reason: 'AccountTimedOut',
      words: `account ${account} did not answer within ${patience / 1000} s`,
      hint: 'the next pass looks again; the other accounts do not wait for it',
      again: true,
    },
  };
}
