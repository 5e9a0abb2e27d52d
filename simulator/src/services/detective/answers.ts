import type { DatasourcePackageIngestState, MemberDetail } from '@aws-sdk/client-detective';
import { type Graph, type GraphMember, PACKAGES, type Package } from './state';

/** The state of a package in a graph: what was never started is DISABLED. */
export function ingestState(graph: Graph, name: Package): DatasourcePackageIngestState {
  return graph.packages.has(name) ? 'STARTED' : 'DISABLED';
}

/** A member as Detective shows it to the administrator and, of its own, to the member. */
export function memberDetail(graph: Graph, member: GraphMember): MemberDetail {
  return {
    AccountId: member.accountId,
    EmailAddress: member.email,
    GraphArn: graph.arn,
    MasterId: graph.administratorId,
    AdministratorId: graph.administratorId,
    Status: member.status,
    ...(member.disabledReason && { DisabledReason: member.disabledReason }),
    InvitedTime: new Date(member.invitedAt),
    UpdatedTime: new Date(member.updatedAt),
    InvitationType: member.invitationType,
    DatasourcePackageIngestStates: Object.fromEntries(PACKAGES.map((name) => [name, ingestState(graph, name)])),
  };
}

/** Since when each package has been ingested from an account: not before it contributed. */
export function ingestHistory(graph: Graph, enabledAt: number) {
  return Object.fromEntries(
    [...graph.packages].map(([name, since]) => [
      name,
      { STARTED: { Timestamp: new Date(Math.max(since, enabledAt)) } },
    ]),
  );
}
