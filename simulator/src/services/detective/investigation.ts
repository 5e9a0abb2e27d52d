import { randomInt } from 'node:crypto';
import type { World } from '../../contract/world';
import { nextPosition } from '../../kernel/page';
import { delay } from './delays';
import { isContributing } from './entity';
import { graphOf } from './graph';
import { indicatorsOf, severityOf } from './indicators';
import type { Entity, Investigation, Scope } from './investigation-state';
import type { Graph } from './state';

/** Starts an investigation. It ends automatically, with indicators from the findings about the entity in its scope. */
export function investigate(world: World, graph: Graph, entity: Entity, scope: Scope): Investigation {
  const investigation: Investigation = {
    position: nextPosition(),
    id: newId(),
    entity,
    scope,
    createdAt: world.clock.now(),
    status: 'RUNNING',
    severity: undefined,
    indicators: [],
    state: 'ACTIVE',
  };
  graph.investigations.set(investigation.id, investigation);
  world.eventually(delay(world, 'investigation'), () => finish(world, graph, investigation));
  return investigation;
}

/** Ends an investigation; without results if its account has left the graph meanwhile. */
function finish(world: World, graph: Graph, investigation: Investigation): void {
  if (graphOf(world, graph.administratorId, graph.region) !== graph) return;
  if (!isContributing(graph, investigation.entity.accountId)) {
    investigation.status = 'FAILED';
    return;
  }
  const { indicators, findings } = indicatorsOf(world, graph, investigation);
  investigation.indicators = indicators;
  investigation.severity = severityOf(findings);
  investigation.status = 'SUCCESSFUL';
}

/** "Fixed length of 21", "^[0-9]+$" */
function newId(): string {
  return Array.from({ length: 21 }, (_, at) => randomInt(at === 0 ? 1 : 0, 10)).join('');
}
