import type {
  CreateMembersCommandInput,
  CreateMembersCommandOutput,
  UnprocessedAccount,
} from '@aws-sdk/client-detective';
import type { Call, Operation } from '../../../contract/service';
import { memberDetail } from '../answers';
import { addMembers, MEMBER_LIMIT } from '../enablement';
import { REASONS, tooManyMembers, validation } from '../errors';
import { isAccountId, ownGraph } from '../graph';
import type { Graph, GraphMember } from '../state';

/** Enables accounts of the organization in its behavior graph, and invites outside accounts. */
export const createMembers: Operation<CreateMembersCommandInput, Partial<CreateMembersCommandOutput>> = (
  input,
  call,
) => {
  const graph = ownGraph(call, input.GraphArn);
  const accounts = input.Accounts ?? [];
  if (accounts.length < 1 || accounts.length > 50) throw validation('Accounts must have between 1 and 50 members.');
  if (!accounts.every(({ AccountId }) => isAccountId(AccountId)))
    throw validation('AccountId must be an account ID of 12 digits.');
  const UnprocessedAccounts: UnprocessedAccount[] = [];
  const added = new Map<string, { accountId: string; email: string; invitationType: GraphMember['invitationType'] }>();
  for (const { AccountId: accountId = '', EmailAddress } of accounts) {
    const invitationType = isOrganizational(call, graph, accountId) ? 'ORGANIZATION' : 'INVITATION';
    const Reason = added.has(accountId) ? REASONS.alreadyMember : refusalReason(call, graph, accountId);
    if (invitationType === 'INVITATION' && !EmailAddress)
      throw validation('EmailAddress is required for accounts that are invited.');
    if (Reason) UnprocessedAccounts.push({ AccountId: accountId, Reason });
    else
      added.set(accountId, {
        accountId,
        email: emailOf(call, accountId, EmailAddress, invitationType),
        invitationType,
      });
  }
  if (graph.members.size + added.size > MEMBER_LIMIT) throw tooManyMembers([...added.keys()]);
  const members = addMembers(call.world, graph, [...added.values()]);
  return { Members: members.map((member) => memberDetail(graph, member)), UnprocessedAccounts };
};

function isOrganizational({ world }: Call, graph: Graph, accountId: string): boolean {
  return graph.organization && world.organization.has(accountId);
}

function refusalReason({ world, accountId: own }: Call, graph: Graph, accountId: string): string | undefined {
  if (accountId === own) return REASONS.administrator;
  if (graph.members.has(accountId)) return REASONS.alreadyMember;
  const organizational = graph.organization && world.organization.has(accountId);
  return organizational && world.organization.accounts.get(accountId)?.state !== 'ACTIVE'
    ? REASONS.notActive
    : undefined;
}

/** "For organization accounts in the organization behavior graph, the email address is not required." */
function emailOf(
  { world }: Call,
  accountId: string,
  given: string | undefined,
  type: GraphMember['invitationType'],
): string {
  const known = world.organization.accounts.get(accountId)?.email;
  return (type === 'ORGANIZATION' ? known : undefined) ?? given ?? '';
}
