import type { DatasourcePackageIngestState, MemberDetail } from '@aws-sdk/client-detective';
import { type Graph, type GraphMember, PACKAGES, type Package } from './state';

/** The state of a package in a graph: DISABLED if it was never started. */
export function ingestState(graph: Graph, name: Package): DatasourcePackageIngestState {
  return graph.packages.has(name) ? 'STARTED' : 'DISABLED';
}

/** A member as Detective shows it to the administrator and to the member itself. */
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

/** The time since when each package has been ingested from an account: not before the account contributed. */
export function ingestHistory(graph: Graph, enabledAt: number) {
  return Object.fromEntries(
    [...graph.packages].map(([name, since]) => [
      name,
      { STARTED: { Timestamp: new Date(Math.max(since, enabledAt)) } },
    ]),
  );
}
