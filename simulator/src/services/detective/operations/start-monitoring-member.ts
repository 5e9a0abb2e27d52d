import type { StartMonitoringMemberCommandInput, StartMonitoringMemberCommandOutput } from '@aws-sdk/client-detective';
import type { Operation } from '../../../contract/service';
import { enable } from '../enablement';
import { conflict, notFound, validation } from '../errors';
import { isAccountId, ownGraph } from '../graph';

/** Tries to enable a member that is ACCEPTED_BUT_DISABLED: "if Detective cannot …, the status remains". */
export const startMonitoringMember: Operation<
  StartMonitoringMemberCommandInput,
  Partial<StartMonitoringMemberCommandOutput>
> = (input, call) => {
  const graph = ownGraph(call, input.GraphArn);
  const accountId = input.AccountId ?? '';
  if (!isAccountId(accountId)) throw validation('AccountId must be an account ID of 12 digits.');
  const member = graph.members.get(accountId);
  if (!member) throw notFound();
  if (member.status !== 'ACCEPTED_BUT_DISABLED')
    throw conflict(`The status of the member account is ${member.status}, not ACCEPTED_BUT_DISABLED.`);
  enable(call.world, graph, member);
  return {};
};
