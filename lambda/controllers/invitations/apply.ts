import type { Aws } from '../../aws/clients';
import { CONCURRENCY } from '../../aws/limits';
import { type Refusal, refusal, wordsOf } from '../../aws/refusals';
import { within } from '../../reconcile/deadline';
import { RolloutError } from '../../reconcile/errors';
import { mapConcurrently } from '../../reconcile/map-concurrently';
import type { InvitationsAction, Reached } from './action';
import { TIME_FOR_ACCOUNT } from './observe';

/** Performs one action with one call of a port, or with one in each account. Refusals name the service. */
export async function apply(
  aws: Aws,
  action: InvitationsAction,
  patience = TIME_FOR_ACCOUNT,
): Promise<readonly Refusal[]> {
  const through: Through = (each, operation, work) => inEach(aws, each, patience, operation, work);
  const refusals =
    action.of === 'guardduty' ? await applyGuardDuty(aws, action, through) : await applyDetective(aws, action, through);
  return refusals.map((each) => ({ ...each, operation: `${action.of}:${each.operation}` }));
}

/** Makes the same call in every account of an action, through its role. */
type Through = <A extends Reached>(
  action: { readonly region: string; readonly accounts: readonly A[] },
  operation: string,
  work: (there: Aws, account: A) => Promise<readonly Refusal[]>,
) => Promise<readonly Refusal[]>;

type Of<S extends InvitationsAction['of']> = Extract<InvitationsAction, { of: S }>;

async function applyGuardDuty(aws: Aws, action: Of<'guardduty'>, through: Through): Promise<readonly Refusal[]> {
  const { region } = action;
  if (action.type === 'RememberRefusals') {
    const note = { at: action.since ?? aws.now(), refusals: action.refusals };
    return aws.guardDuty(region).rememberRefusals(action.detector, action.note, note);
  }
  const ids = action.accounts.map(({ id }) => id);
  switch (action.type) {
    case 'EnableDetectors':
      return through(action, 'CreateDetector', (there) => enable(there, region, action.features));
    case 'CreateMembers':
      return aws.guardDuty(region).createMembers(action.accounts);
    case 'InviteMembers':
      return aws.guardDutyInvitations(region).invite(ids);
    case 'AcceptInvitations':
      return through(action, 'AcceptAdministratorInvitation', (there, { invitation }) =>
        nothing(there.guardDutyInvitations(region).accept({ administrator: action.administrator, id: invitation })),
      );
    case 'StartMonitoringMembers':
      return aws.guardDuty(region).startMonitoring(ids);
    case 'UpdateMemberDetectors':
      return aws.guardDuty(region).updateMemberFeatures(ids, action.features);
    case 'UpdateOwnDetectors':
      return through(action, 'UpdateDetector', (there) =>
        there.guardDuty(region).updateDetector({ features: action.features }),
      );
    case 'ForgetMembers':
    case 'DeleteMembers':
      return aws.guardDutyRemoval(region).deleteMembers(ids);
    case 'DisassociateMembers':
      return aws.guardDutyRemoval(region).disassociate(ids);
    default:
      return action satisfies never;
  }
}

async function applyDetective(aws: Aws, action: Of<'detective'>, through: Through): Promise<readonly Refusal[]> {
  const { region, graph } = action;
  const ids = action.accounts.map(({ id }) => id);
  switch (action.type) {
    case 'CreateMembers':
      return aws.detective(region).createMembers(action.accounts);
    case 'AcceptInvitations':
      return through(action, 'AcceptInvitation', (there) => nothing(there.detectiveInvitations(region).accept(graph)));
    case 'StartMonitoringMembers':
      return aws.detective(region).startMonitoring(ids);
    case 'ForgetMembers':
    case 'DeleteMembers':
      return aws.detectiveInvitations(region).remove(graph, ids);
    default:
      return action satisfies never;
  }
}

/** Creates the detector, or resumes it without other changes, since it belongs to the account's owner. */
async function enable(
  there: Aws,
  region: string,
  features: Extract<InvitationsAction, { type: 'EnableDetectors' }>['features'],
): Promise<readonly Refusal[]> {
  const guardDuty = there.guardDuty(region);
  const detector = await guardDuty.detector();
  return detector ? guardDuty.updateDetector({ enable: true }) : guardDuty.createDetector('SIX_HOURS', features);
}

async function nothing(done: Promise<void>): Promise<readonly Refusal[]> {
  await done;
  return [];
}

/** Makes the same call in every account through its role, some at a time. A failure of one does not affect the others. */
async function inEach<A extends Reached>(
  aws: Aws,
  { region, accounts }: { readonly region: string; readonly accounts: readonly A[] },
  patience: number,
  operation: string,
  work: (there: Aws, account: A) => Promise<readonly Refusal[]>,
): Promise<readonly Refusal[]> {
  const refusals = await mapConcurrently(accounts, CONCURRENCY.memberAccounts, async (account) => {
    try {
      const done = aws.inAccount(region, account.role).then((there) => work(there, account));
      return (await within(patience, done)) ?? [notInTime(operation, account.id, patience)];
    } catch (error) {
      if (!(error instanceof RolloutError)) throw error;
      const read = refusal(operation, account.id, wordsOf(error));
      if (read.reason !== 'Refused') return [read];
      return [{ ...read, reason: error.code, again: error.transient }];
    }
  });
  return refusals.flat();
}

function notInTime(operation: string, account: string, patience: number): Refusal {
  const words = `account ${account} did not answer within ${patience / 1000} s`;
  return { operation, subject: account, words, reason: 'AccountTimedOut', again: true };
}
