import type { World } from '../../contract/world';
import { type Finding, findingsOf } from '../guardduty';
import { roles } from '../iam/state';
import type { Entity } from './investigation-state';
import type { Graph } from './state';

/** The entity of an ARN; undefined unless the ARN is a user's or role's. */
export function entityOf(arn: string, partition: string): Entity | undefined {
  const [, there, accountId = '', kind, path = ''] = /^arn:([\w-]+):iam::(\d{12}):(user|role)\/(.+)$/.exec(arn) ?? [];
  const name = path.split('/').at(-1) ?? '';
  if (there !== partition || !/^[\w+=,.@-]{1,64}$/.test(name)) return undefined;
  return { arn, type: kind === 'user' ? 'IAM_USER' : 'IAM_ROLE', accountId, name };
}

/** Whether an account contributes data to a graph. */
export function isContributing(graph: Graph, accountId: string): boolean {
  return accountId === graph.administratorId || graph.members.get(accountId)?.status === 'ENABLED';
}

/** Whether the graph contains the entity: a role that exists with exactly that ARN, or an entity that a finding names. */
export function isInGraph(world: World, graph: Graph, entity: Entity): boolean {
  if (!isContributing(graph, entity.accountId)) return false;
  const role = entity.type === 'IAM_ROLE' && world.state.peek(roles, entity.accountId, '')?.get(entity.name);
  return role ? role.arn === entity.arn : findingsAbout(world, graph, entity).length > 0;
}

/** The findings that name an entity as the actor. */
export function findingsAbout(world: World, { administratorId, region }: Graph, entity: Entity): Finding[] {
  return findingsOf(world, administratorId, region).filter(
    (finding) => finding.accountId === entity.accountId && actorsIn(finding).some((actor) => isOf(actor, entity)),
  );
}

interface Actor {
  readonly type?: unknown;
  readonly name?: unknown;
}

function actorsIn({ resource, service }: Finding): Actor[] {
  const { userType, userName } = Object(resource.accessKeyDetails);
  const { actors } = Object(Object(service.detection).sequence);
  const sequence: unknown[] = Array.isArray(actors) ? actors : [];
  return [{ type: userType, name: userName }, ...sequence.map((actor) => Object(Object(actor).user) as Actor)];
}

function isOf({ type, name }: Actor, entity: Entity): boolean {
  const types = entity.type === 'IAM_USER' ? ['IAMUser'] : ['AssumedRole', 'Role'];
  return name === entity.name && types.includes(String(type));
}
