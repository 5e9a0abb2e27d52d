import type { StartInvestigationCommandInput, StartInvestigationCommandOutput } from '@aws-sdk/client-detective';
import type { Operation } from '../../../contract/service';
import { entityOf, isInGraph } from '../entity';
import { notFound, tooManyRequests, validation } from '../errors';
import { ownGraph } from '../graph';
import { investigate } from '../investigation';
import type { Entity, Scope } from '../investigation-state';

/** The most investigations of one graph that run at the same time. */
const MAX_AT_ONCE = 10;
/** "up to a year of historical event data" */
const REACH = 365 * 86_400_000;

/** Starts an investigation of an IAM user or role in the caller's graph. */
export const startInvestigation: Operation<StartInvestigationCommandInput, Partial<StartInvestigationCommandOutput>> = (
  input,
  call,
) => {
  const { world } = call;
  const graph = ownGraph(call, input.GraphArn);
  const entity = requiredEntity(input.EntityArn, call.partition);
  const scope = requiredScope(input, world.clock.now());
  if (!isInGraph(world, graph, entity)) throw notFound();
  const running = [...graph.investigations.values()].filter(({ status }) => status === 'RUNNING');
  if (running.length >= MAX_AT_ONCE) throw tooManyRequests();
  return { InvestigationId: investigate(world, graph, entity, scope).id };
};

function requiredEntity(arn: string | undefined, partition: string): Entity {
  const entity = entityOf(arn ?? '', partition);
  if (!entity) throw validation('EntityArn must be the ARN of an IAM user or an IAM role.');
  return entity;
}

function requiredScope({ ScopeStartTime, ScopeEndTime }: StartInvestigationCommandInput, now: number): Scope {
  const scope = { from: ScopeStartTime?.getTime() ?? Number.NaN, to: ScopeEndTime?.getTime() ?? Number.NaN };
  if (!(scope.from < scope.to)) throw validation('ScopeStartTime must be before ScopeEndTime.');
  if (scope.to > now) throw validation('ScopeEndTime must not be in the future.');
  if (scope.from < now - REACH) throw validation('ScopeStartTime must be within the last 365 days.');
  return scope;
}
