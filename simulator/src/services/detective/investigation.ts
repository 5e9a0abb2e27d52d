import { randomInt } from 'node:crypto';
import type { Indicator } from '@aws-sdk/client-detective';
import { nextPosition } from '../../kernel/page';
import type { Simulation } from '../../simulation';
import { DELAYS } from './delays';
import { type Entity, isContributing } from './entity';
import { graphOf } from './graph';
import { indicatorsOf, type Severity, severityOf } from './indicators';
import type { Graph } from './state';

export interface Scope {
  readonly from: number;
  readonly to: number;
}

/** An investigation of an IAM user or role. */
export interface Investigation {
  readonly position: number;
  readonly id: string;
  readonly entity: Entity;
  readonly scope: Scope;
  readonly createdAt: number;
  status: 'RUNNING' | 'SUCCESSFUL' | 'FAILED';
  /** what was found; nothing before the end */
  severity: Severity | undefined;
  indicators: readonly Indicator[];
  state: 'ACTIVE' | 'ARCHIVED';
}

/** Starts one: it ends by itself, with what the findings of its time say of the entity. */
export function investigate(simulation: Simulation, graph: Graph, entity: Entity, scope: Scope): Investigation {
  const investigation: Investigation = {
    position: nextPosition(),
    id: newId(),
    entity,
    scope,
    createdAt: simulation.clock.now(),
    status: 'RUNNING',
    severity: undefined,
    indicators: [],
    state: 'ACTIVE',
  };
  graph.investigations.set(investigation.id, investigation);
  simulation.eventually(DELAYS.investigation, () => finish(simulation, graph, investigation));
  return investigation;
}

/** An account that left the graph meanwhile has taken away what there was to look at. */
function finish(simulation: Simulation, graph: Graph, investigation: Investigation): void {
  if (graphOf(simulation, graph.administratorId, graph.region) !== graph) return;
  if (!isContributing(graph, investigation.entity.accountId)) {
    investigation.status = 'FAILED';
    return;
  }
  const { indicators, findings } = indicatorsOf(simulation, graph, investigation);
  investigation.indicators = indicators;
  investigation.severity = severityOf(findings);
  investigation.status = 'SUCCESSFUL';
}

/** "Fixed length of 21", "^[0-9]+$" */
function newId(): string {
  return Array.from({ length: 21 }, (_, at) => randomInt(at === 0 ? 1 : 0, 10)).join('');
}
