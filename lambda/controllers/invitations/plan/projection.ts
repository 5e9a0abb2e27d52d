import type { FeatureState, Features, Foreseen } from '../../../aws/guardduty/features';
import type { Unknown } from '../../../reconcile/controller';
import { withNote } from '../../guardduty/plan/noted-refusals';
import type { AccountAction, InvitationsAction } from '../action';
import { type InvitationsDesired, outsideMembers } from '../desired';
import type { InvitationsObserved, MemberSide } from '../observe';
import { isUnreadable } from './decision';

type OfGuardDuty = Extract<AccountAction, { of: 'guardduty' }>;
type OfDetective = Extract<AccountAction, { of: 'detective' }>;
type Accounts = readonly { readonly id: string }[];

/** The id of a detector, or of an invitation, that is not there yet. */
const NO_ID = '00000000000000000000000000000000';

/** The state that will be observed once AWS, and the invited accounts, have done everything that an action asks for. */
export function project(
  observed: InvitationsObserved,
  action: InvitationsAction,
  desired: InvitationsDesired,
): InvitationsObserved {
  if (action.type === 'RememberRefusals') {
    const { detector } = observed;
    return detector ? { ...observed, detector: withNote(detector, action, observed.at) } : observed;
  }
  return action.of === 'guardduty' ? inGuardDuty(observed, action, desired) : inDetective(observed, action, desired);
}

function inGuardDuty(
  observed: InvitationsObserved,
  action: OfGuardDuty,
  desired: InvitationsDesired,
): InvitationsObserved {
  const { accounts } = action;
  switch (action.type) {
    case 'EnableDetectors': {
      const detector = { id: NO_ID, enabled: true, frequency: 'SIX_HOURS', features: action.features };
      return withSides(observed, accounts, (side) => ({ ...side, detector }));
    }
    case 'CreateMembers':
      return withRecords(observed, accounts, 'Created', desired);
    case 'InviteMembers': {
      const invitation = { administrator: desired.administrator, id: NO_ID, status: 'Invited' };
      const invited = withRecords(observed, accounts, 'Invited', desired);
      return withSides(invited, accounts, (side) => ({ ...side, invitations: [...side.invitations, invitation] }));
    }
    case 'AcceptInvitations':
    case 'StartMonitoringMembers':
      return withFeatures(withRecords(observed, accounts, 'Enabled', desired), accounts, () =>
        unknownFeatures(desired),
      );
    case 'UpdateMemberDetectors':
    case 'UpdateOwnDetectors':
      return withFeatures(observed, accounts, (known) => ({ ...known, ...action.features }));
    case 'DisassociateMembers':
      return withRecords(observed, accounts, 'Removed', desired);
    case 'ForgetMembers':
    case 'DeleteMembers':
      return withRecords(observed, accounts, undefined, desired);
    default:
      return action satisfies never;
  }
}

function inDetective(
  observed: InvitationsObserved,
  action: OfDetective,
  desired: InvitationsDesired,
): InvitationsObserved {
  const { accounts, graph } = action;
  switch (action.type) {
    case 'CreateMembers': {
      const invitation = { administrator: desired.administrator, graph, status: 'INVITED' };
      const invited = inGraph(observed, accounts, 'INVITED', desired);
      return withSides(invited, accounts, (side) => ({
        ...side,
        graphInvitations: [...side.graphInvitations, invitation],
      }));
    }
    case 'AcceptInvitations':
    case 'StartMonitoringMembers':
      return inGraph(observed, accounts, 'ENABLED', desired);
    case 'ForgetMembers':
    case 'DeleteMembers':
      return inGraph(observed, accounts, undefined, desired);
    default:
      return action satisfies never;
  }
}

function withSides(
  observed: InvitationsObserved,
  accounts: Accounts,
  change: (side: MemberSide) => MemberSide,
): InvitationsObserved {
  const sides = new Map(observed.sides);
  for (const { id } of accounts) {
    const side = sides.get(id);
    if (side && !isUnreadable(side)) sides.set(id, change(side));
  }
  return { ...observed, sides };
}

/** @param status undefined for members whose records are deleted */
function withRecords(
  observed: InvitationsObserved,
  accounts: Accounts,
  status: string | undefined,
  desired: InvitationsDesired,
): InvitationsObserved {
  return { ...observed, members: recorded(observed.members ?? new Map(), accounts, status, desired) };
}

/** @param status undefined for accounts that are taken out of the graph */
function inGraph(
  observed: InvitationsObserved,
  accounts: Accounts,
  status: string | undefined,
  desired: InvitationsDesired,
): InvitationsObserved {
  return { ...observed, graphMembers: recorded(observed.graphMembers, accounts, status, desired) };
}

interface Record {
  readonly account: string;
  readonly email: string;
  readonly status: string;
}

function recorded<R extends Record>(
  known: ReadonlyMap<string, R>,
  accounts: Accounts,
  status: string | undefined,
  desired: InvitationsDesired,
): ReadonlyMap<string, R | Record> {
  const emails = new Map(outsideMembers(desired).map(({ id, email }) => [id, email]));
  const after = new Map<string, R | Record>(known);
  for (const { id } of accounts) {
    if (status === undefined) after.delete(id);
    else after.set(id, { account: id, email: known.get(id)?.email ?? emails.get(id) ?? '', status });
  }
  return after;
}

function withFeatures(
  observed: InvitationsObserved,
  accounts: Accounts,
  change: (known: Features<Foreseen>) => Features<Foreseen>,
): InvitationsObserved {
  const memberFeatures = new Map(observed.memberFeatures);
  for (const { id } of accounts) memberFeatures.set(id, change(memberFeatures.get(id) ?? {}));
  return { ...observed, memberFeatures };
}

/** Every desired feature, in a state that is equal to no desired one: AWS shows it only afterwards. */
function unknownFeatures({ plans }: InvitationsDesired): Features<Foreseen> {
  const entries = Object.entries(plans).map(([name, { additional }]): [string, FeatureState<Foreseen>] => {
    const parts = Object.keys(additional).map((part) => [part, 'UNKNOWN' as const]);
    return [name, { state: 'UNKNOWN', additional: Object.fromEntries(parts) }];
  });
  return Object.fromEntries(entries);
}

/** What cannot be planned yet: an administrator without detector or graph can invite no account. */
export function unknown({ members, graph }: InvitationsObserved, { groups }: InvitationsDesired): Unknown[] {
  const asked = new Set(groups.flatMap(({ services }) => services));
  const isReady = members !== undefined && (graph !== undefined || !asked.has('detective'));
  return isReady ? [] : [{ what: 'the invitation of outside accounts', until: 'delegation' }];
}
