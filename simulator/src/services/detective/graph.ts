import type { Call } from '../../contract/service';
import type { World } from '../../contract/world';
import { ids } from '../../kernel/ids';
import { ensureLinkedRole } from '../iam/service-linked-roles';
import { accessDenied, invalidGraphArn, notFound, validation } from './errors';
import { administration, type Graph, type GraphMember, graphs, memberships } from './state';

/** The graph that an account administers in a region, if it has one. */
export function graphOf(world: World, account: string, region: string): Graph | undefined {
  return world.state.peek(graphs, account, region)?.graph;
}

/** The account's graph, created if it has none; the designated administrator's is the organization behavior graph. */
export function ensureGraph(world: World, account: string, region: string): Graph {
  const held = graphOf(world, account, region);
  if (held) return held;
  const now = world.clock.now();
  const graph: Graph = {
    arn: `arn:${world.partition}:detective:${region}:${account}:graph:${ids.hex(32)}`,
    administratorId: account,
    region,
    createdAt: now,
    organization: administratorIn(world, region) === account,
    autoEnable: false,
    members: new Map(),
    investigations: new Map(),
    packages: new Map([['DETECTIVE_CORE', now]]),
    tags: {},
    recheckDue: false,
  };
  world.state.at(graphs, account, region).graph = graph;
  ensureLinkedRole('detective.amazonaws.com', account, world);
  return graph;
}

/** Deletes a graph with all its memberships. */
export function dropGraph(world: World, graph: Graph): void {
  for (const { accountId } of graph.members.values()) unlink(world, graph, accountId);
  world.state.at(graphs, graph.administratorId, graph.region).graph = undefined;
}

/** Removes a member from a graph, on both sides. */
export function removeMember(world: World, graph: Graph, accountId: string): void {
  graph.members.delete(accountId);
  unlink(world, graph, accountId);
}

function unlink(world: World, graph: Graph, accountId: string): void {
  world.state.peek(memberships, accountId, graph.region)?.delete(graph.administratorId);
}

/** The Detective administrator of the region, once the designation has taken effect. */
export function administratorIn(world: World, region: string): string | undefined {
  const { managementAccountId } = world.organization;
  const held = world.state.peek(administration, managementAccountId, region)?.administrator;
  return held?.effective ? held.accountId : undefined;
}

/** Any account's graph by its ARN. @throws for a malformed ARN, and if the region has no such graph */
export function findGraph(call: Call, arn: string | undefined): Graph {
  const match = /^arn:aws[-\w]{0,10}:detective:([-\w]{2,20}):(\d{12}):graph:[a-f\d]{32}$/.exec(arn ?? '');
  if (!match) throw invalidGraphArn();
  const [, region = '', account = ''] = match;
  const graph = region === call.region ? graphOf(call.world, account, region) : undefined;
  if (graph?.arn !== arn || !graph) throw notFound();
  return graph;
}

/** The caller's own graph. @throws accessDenied for another account's */
export function ownGraph(call: Call, arn: string | undefined): Graph {
  const graph = findGraph(call, arn);
  if (graph.administratorId !== call.accountId) throw accessDenied();
  return graph;
}

/** A graph to which the caller was invited or belongs, with the caller's record in it. */
export function membershipIn(call: Call, arn: string | undefined): { graph: Graph; member: GraphMember } {
  const graph = findGraph(call, arn);
  const member = graph.members.get(call.accountId);
  if (!member || member.status.startsWith('VERIFICATION')) throw notFound();
  return { graph, member };
}

/** The account ids in a call. @param most how many the operation accepts */
export function accountIds(values: readonly string[] | undefined, most: number): readonly string[] {
  const listed = values ?? [];
  if (listed.length < 1 || listed.length > most)
    throw validation(`AccountIds must have between 1 and ${most} members.`);
  if (!listed.every(isAccountId)) throw validation('AccountIds must be account IDs of 12 digits.');
  return listed;
}

export function isAccountId(value: unknown): boolean {
  return typeof value === 'string' && /^\d{12}$/.test(value);
}

/** The page size and token of a list request. @param most the operation's largest page, which is also its default */
export function pageRequest(
  input: { MaxResults?: number | undefined; NextToken?: string | undefined },
  most: 100 | 200 = 200,
) {
  const limit = input.MaxResults ?? most;
  if (!Number.isInteger(limit) || limit < 1 || limit > most)
    throw validation(`MaxResults must be between 1 and ${most}.`);
  return { limit, token: input.NextToken, invalid: () => validation('NextToken is not valid.') };
}
