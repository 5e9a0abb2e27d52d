import { isDeepStrictEqual } from 'node:util';
import { validationError } from '../errors';
import { resourceTypeOf } from '../resource-types';
import type { Applied, Properties, ResourceType } from '../resource-types/resource-type';
import type { StackResource } from '../state';
import type { ResourceDefinition } from '../template/template';
import type { Deployment } from './deployment';
import { record, resourceStatus } from './events';
import { failureReason, ResourceFailure } from './failure-reason';
import { effectiveProperties, existing, scopeOf, withSecrets } from './properties';
import { workOn } from './work';

const CANCELLED = { create: 'Resource creation cancelled', update: 'Resource update cancelled' } as const;

/** Brings one resource to its state in the template. @returns whether it succeeded */
export async function applyResource(
  deployment: Deployment,
  id: string,
  dependencies: readonly string[],
): Promise<boolean> {
  const definition = deployment.template.Resources[id];
  if (!definition) return true;
  const before = deployment.stack.resources.get(id);
  const fresh = !before || before.status === 'CREATE_FAILED' || before.status === 'DELETE_COMPLETE';
  if (before && fresh && before.physicalId !== '') deployment.obsolete.push(before);
  return fresh
    ? createResource(deployment, id, definition, dependencies)
    : updateResource(deployment, before, definition, dependencies);
}

async function createResource(
  deployment: Deployment,
  id: string,
  definition: ResourceDefinition,
  dependencies: readonly string[],
): Promise<boolean> {
  const { world, stack } = deployment;
  const blank: StackResource = {
    logicalId: id,
    type: definition.Type,
    physicalId: '',
    status: '',
    timestamp: 0,
    properties: {},
    attributes: {},
    definition,
    dependencies,
  };
  deployment.created.push(id);
  const initial = resourceStatus(world, stack, blank, 'CREATE_IN_PROGRESS');
  try {
    const { type, properties } = await prepare(deployment, id, definition);
    const started = { ...initial, properties };
    stack.resources.set(id, started);
    const applied = await make(deployment, started, type, properties, 'CREATE_IN_PROGRESS');
    if (deployment.abort.signal.aborted) return cancelled(deployment, { ...started, ...applied }, 'create');
    resourceStatus(world, stack, { ...started, ...applied, attributes: applied.attributes ?? {} }, 'CREATE_COMPLETE');
    return true;
  } catch (error) {
    return failed(deployment, id, 'create', error);
  }
}

async function updateResource(
  deployment: Deployment,
  before: StackResource,
  definition: ResourceDefinition,
  dependencies: readonly string[],
): Promise<boolean> {
  const { world, stack } = deployment;
  const { logicalId: id } = before;
  try {
    const { type, properties } = await prepare(deployment, id, definition);
    if (isDeepStrictEqual(properties, before.properties) && before.status !== 'UPDATE_FAILED') {
      stack.resources.set(id, { ...before, definition, dependencies });
      return true;
    }
    const target = { ...before, definition, dependencies, properties };
    deployment.updated.set(id, before);
    if (needsReplacement(type, before.properties, properties)) return await replace(deployment, before, target, type);
    refuseImmutable(type, before.properties, properties);
    // from here on a rollback must undo it
    resourceStatus(world, stack, { ...before, properties }, 'UPDATE_IN_PROGRESS');
    const work = workOn(deployment, id, before.type, deployment.abort.signal, () => undefined);
    const resolved = await withSecrets(properties, type, deployment);
    const applied = (await type.update?.(before, resolved, work)) ?? before;
    if (applied.physicalId !== before.physicalId) {
      deployment.obsolete.push(before);
      const reason = 'Requested update required the provider to create a new physical resource';
      record(world, stack, { ...before, physicalId: applied.physicalId, status: 'UPDATE_IN_PROGRESS', reason });
    }
    const after = { ...target, physicalId: applied.physicalId, attributes: applied.attributes ?? before.attributes };
    if (deployment.abort.signal.aborted) return cancelled(deployment, after, 'update');
    resourceStatus(world, stack, after, 'UPDATE_COMPLETE');
    return true;
  } catch (error) {
    return failed(deployment, id, 'update', error);
  }
}

async function replace(
  deployment: Deployment,
  before: StackResource,
  target: StackResource,
  type: ResourceType,
): Promise<boolean> {
  const { world, stack } = deployment;
  const named = type.nameProperty === undefined ? undefined : target.properties[type.nameProperty];
  if (named !== undefined && named === before.properties[type.nameProperty ?? ''])
    throw validationError(
      `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${named} and update the stack again.`,
    );
  const reason = 'Requested update requires the creation of a new physical resource; hence creating one.';
  resourceStatus(world, stack, before, 'UPDATE_IN_PROGRESS', reason);
  const applied = await make(deployment, before, type, target.properties, 'UPDATE_IN_PROGRESS');
  deployment.obsolete.push(before);
  const after = { ...target, physicalId: applied.physicalId, attributes: applied.attributes ?? {} };
  if (deployment.abort.signal.aborted) return cancelled(deployment, after, 'update');
  resourceStatus(world, stack, after, 'UPDATE_COMPLETE');
  return true;
}

async function prepare(
  deployment: Deployment,
  id: string,
  definition: ResourceDefinition,
): Promise<{ type: ResourceType; properties: Properties }> {
  const type = resourceTypeOf(definition.Type);
  const scope = scopeOf(deployment, existing(deployment.stack));
  return { type, properties: await effectiveProperties(deployment, id, type, scope) };
}

/** Lets the handler create the resource, and records `Resource creation Initiated` once the physical id is known. */
async function make(
  deployment: Deployment,
  resource: StackResource,
  type: ResourceType,
  properties: Properties,
  status: string,
): Promise<Applied> {
  const { world, stack } = deployment;
  let recorded = false;
  const initiated = (physicalId: string): void => {
    if (recorded) return;
    recorded = true;
    const reason = 'Resource creation Initiated';
    // a replacement in progress is not yet the stack's resource
    if (status === 'CREATE_IN_PROGRESS') resourceStatus(world, stack, { ...resource, physicalId }, status, reason);
    else record(world, stack, { ...resource, physicalId, status, reason });
  };
  const work = workOn(deployment, resource.logicalId, resource.type, deployment.abort.signal, initiated);
  const applied = await type.create(await withSecrets(properties, type, deployment), work);
  initiated(applied.physicalId);
  return applied;
}

/** Whether a change of properties needs a new resource. */
export function needsReplacement(type: ResourceType, before: Properties, after: Properties): boolean {
  return type.update === undefined || type.createOnly.some((name) => !isDeepStrictEqual(before[name], after[name]));
}

function refuseImmutable(type: ResourceType, before: Properties, after: Properties): void {
  for (const [name, refusal] of Object.entries(type.immutable ?? {}))
    if (!isDeepStrictEqual(before[name], after[name])) throw new ResourceFailure(refusal);
}

function cancelled(deployment: Deployment, resource: StackResource, action: 'create' | 'update'): false {
  const status = action === 'create' ? 'CREATE_FAILED' : 'UPDATE_FAILED';
  resourceStatus(deployment.world, deployment.stack, resource, status, CANCELLED[action]);
  (action === 'create' ? deployment.failedToCreate : deployment.failedToUpdate).push(resource.logicalId);
  return false;
}

function failed(deployment: Deployment, id: string, action: 'create' | 'update', error: unknown): false {
  const { world, stack } = deployment;
  const resource = stack.resources.get(id);
  if (!resource) throw error;
  const left = { ...resource, physicalId: physicalIdIn(error) ?? resource.physicalId };
  if (deployment.abort.signal.aborted) return cancelled(deployment, left, action);
  (action === 'create' ? deployment.failedToCreate : deployment.failedToUpdate).push(id);
  const status = action === 'create' ? 'CREATE_FAILED' : 'UPDATE_FAILED';
  resourceStatus(world, stack, left, status, failureReason(error, resource.type));
  deployment.abort.abort();
  return false;
}

/** The physical id that a failed custom resource gives for a resource it may have created: the rollback deletes it. */
function physicalIdIn(error: unknown): string | undefined {
  return error instanceof Error && 'physicalId' in error && typeof error.physicalId === 'string'
    ? error.physicalId
    : undefined;
}
