import type {
  BatchGetGraphMemberDatasourcesCommandInput,
  BatchGetGraphMemberDatasourcesCommandOutput,
  BatchGetMembershipDatasourcesCommandInput,
  BatchGetMembershipDatasourcesCommandOutput,
  ListDatasourcePackagesCommandInput,
  ListDatasourcePackagesCommandOutput,
  MembershipDatasources,
  UnprocessedAccount,
  UnprocessedGraph,
  UpdateDatasourcePackagesCommandInput,
  UpdateDatasourcePackagesCommandOutput,
} from '@aws-sdk/client-detective';
import type { Call, Operation } from '../../../contract/service';
import { AwsError } from '../../../kernel/aws-error';
import { pageOf } from '../../../kernel/page';
import { ingestHistory, ingestState } from '../answers';
import { REASONS, validation } from '../errors';
import { accountIds, membershipIn, ownGraph, pageRequest } from '../graph';
import { PACKAGES } from '../state';

/** The packages of the caller's graph, started or not. */
export const listDatasourcePackages: Operation<
  ListDatasourcePackagesCommandInput,
  Partial<ListDatasourcePackagesCommandOutput>
> = (input, call) => {
  const graph = ownGraph(call, input.GraphArn);
  const all = PACKAGES.map((name, at) => ({ position: at + 1, name }));
  const { items, nextToken } = pageOf(all, pageRequest(input));
  const DatasourcePackages = Object.fromEntries(
    items.map(({ name }) => {
      const state = ingestState(graph, name);
      const change = { [state]: { Timestamp: new Date(graph.packages.get(name) ?? graph.createdAt) } };
      return [name, { DatasourcePackageIngestState: state, LastIngestStateChange: change }];
    }),
  );
  return { DatasourcePackages, ...(nextToken && { NextToken: nextToken }) };
};

/** Starts packages; no call stops one. */
export const updateDatasourcePackages: Operation<
  UpdateDatasourcePackagesCommandInput,
  Partial<UpdateDatasourcePackagesCommandOutput>
> = (input, call) => {
  const graph = ownGraph(call, input.GraphArn);
  const names = input.DatasourcePackages ?? [];
  if (names.length < 1 || names.length > 25 || !names.every((name) => PACKAGES.includes(name)))
    throw validation(`DatasourcePackages must be 1 to 25 of ${PACKAGES.join(', ')}.`);
  const now = call.world.clock.now();
  for (const name of names) if (!graph.packages.has(name)) graph.packages.set(name, now);
  return {};
};

/** The times since when packages are ingested from members of the caller's graph. */
export const batchGetGraphMemberDatasources: Operation<
  BatchGetGraphMemberDatasourcesCommandInput,
  Partial<BatchGetGraphMemberDatasourcesCommandOutput>
> = (input, call) => {
  const graph = ownGraph(call, input.GraphArn);
  const MemberDatasources: MembershipDatasources[] = [];
  const UnprocessedAccounts: UnprocessedAccount[] = [];
  for (const AccountId of accountIds(input.AccountIds, 200)) {
    const member = graph.members.get(AccountId);
    if (!member) UnprocessedAccounts.push({ AccountId, Reason: REASONS.notAMember });
    else MemberDatasources.push(datasources(graph, AccountId, member.enabledAt));
  }
  return { MemberDatasources, UnprocessedAccounts };
};

/** The times since when packages are ingested from the caller, for each graph that it is a member of. */
export const batchGetMembershipDatasources: Operation<
  BatchGetMembershipDatasourcesCommandInput,
  Partial<BatchGetMembershipDatasourcesCommandOutput>
> = (input, call) => {
  const arns = input.GraphArns ?? [];
  if (arns.length < 1 || arns.length > 50) throw validation('GraphArns must have between 1 and 50 members.');
  const found: MembershipDatasources[] = [];
  const UnprocessedGraphs: UnprocessedGraph[] = [];
  for (const GraphArn of arns) {
    const membership = membershipOrReason(call, GraphArn);
    if (typeof membership === 'string') UnprocessedGraphs.push({ GraphArn, Reason: membership });
    else found.push(datasources(membership.graph, call.accountId, membership.member.enabledAt));
  }
  return { MembershipDatasources: found, UnprocessedGraphs };
};

function membershipOrReason(call: Call, arn: string) {
  try {
    return membershipIn(call, arn);
  } catch (error) {
    if (error instanceof AwsError) return error.message;
    throw error;
  }
}

function datasources(
  graph: Parameters<typeof ingestHistory>[0],
  AccountId: string,
  enabledAt: number | undefined,
): MembershipDatasources {
  return {
    AccountId,
    GraphArn: graph.arn,
    DatasourcePackageIngestHistory: enabledAt === undefined ? {} : ingestHistory(graph, enabledAt),
  };
}
