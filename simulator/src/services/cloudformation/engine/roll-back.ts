import { resourceTypeOf } from '../resource-types';
import type { Stack, StackResource } from '../state';
import type { Deployment } from './deployment';
import { record, resourceStatus, stackStatus } from './events';
import { alreadyGone, failureReason } from './failure-reason';
import { type Graph, visitInOrder } from './graph';
import { withSecrets } from './properties';
import { cleanUp, type Removal, removeResources } from './remove';
import { workOn } from './work';

/** Deletes the resources of a failed creation. */
export async function rollBackCreation(deployment: Deployment, reason: string): Promise<void> {
  const { world, stack, retainExceptOnCreate, submission } = deployment;
  stackStatus(world, stack, 'ROLLBACK_IN_PROGRESS', reason);
  stack.outputs = [];
  stack.imports = [];
  const undeleted = await removeResources(deployment, [...stack.resources.values()], (resource) => {
    const policy = resource.definition.DeletionPolicy;
    return policy === 'Retain' && !retainExceptOnCreate && resource.status === 'CREATE_COMPLETE';
  });
  if (undeleted.length > 0) {
    stackStatus(
      world,
      stack,
      'ROLLBACK_FAILED',
      `The following resource(s) failed to delete: [${undeleted.join(', ')}]. `,
    );
    return;
  }
  stackStatus(world, stack, 'ROLLBACK_COMPLETE');
  if (submission.onFailure === 'DELETE') {
    stack.deletedAt = world.clock.now();
    stackStatus(world, stack, 'DELETE_COMPLETE');
  }
}

/** Restores the resources that a failed update changed, then deletes those that it created. */
export async function rollBackUpdate(
  deployment: Removal & { stack: Stack },
  reason: string | undefined,
): Promise<void> {
  const { stack, world } = deployment;
  stackStatus(world, stack, 'UPDATE_ROLLBACK_IN_PROGRESS', reason);
  await restorePrevious(deployment, new Set());
}

/**
 * Restores the resources that existed before the update.
 * @param skipped ids of the resources that ContinueUpdateRollback does not change
 */
export async function restorePrevious(deployment: Removal, skipped: ReadonlySet<string>): Promise<void> {
  const { stack, world } = deployment;
  const { previous } = stack;
  if (!previous) return;
  const obsolete: StackResource[] = [];
  const graph: Graph = new Map(
    [...previous.resources.values()].map((each) => [each.logicalId, new Set(each.dependencies)]),
  );
  const unrestored: string[] = [];
  await visitInOrder(graph, async (id) => {
    const before = previous.resources.get(id);
    if (!before || (await restore(deployment, before, skipped.has(id), obsolete))) return true;
    unrestored.push(id);
    return false;
  });
  if (unrestored.length > 0) {
    const reason = `The following resource(s) failed to update: [${unrestored.join(', ')}]. `;
    stackStatus(world, stack, 'UPDATE_ROLLBACK_FAILED', reason);
    return;
  }
  stackStatus(world, stack, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
  const added = [...stack.resources.values()].filter((each) => !previous.resources.has(each.logicalId));
  await cleanUp(deployment, [...added.filter((each) => each.physicalId !== ''), ...obsolete], ['Retain']);
  for (const each of added) stack.resources.delete(each.logicalId);
  stack.deployed = previous.deployed;
  delete stack.previous;
  stackStatus(world, stack, 'UPDATE_ROLLBACK_COMPLETE');
}

async function restore(
  deployment: Removal,
  before: StackResource,
  skip: boolean,
  obsolete: StackResource[],
): Promise<boolean> {
  const { stack, world } = deployment;
  const now = stack.resources.get(before.logicalId);
  // the same properties: the resource was not changed
  if (!now || (now.properties === before.properties && now.physicalId === before.physicalId)) {
    stack.resources.set(before.logicalId, before);
    return true;
  }
  if (skip) {
    resourceStatus(world, stack, before, 'UPDATE_COMPLETE', 'Resource has been skipped during update rollback');
    return true;
  }
  record(world, stack, { ...now, status: 'UPDATE_IN_PROGRESS', reason: undefined });
  if (now.physicalId !== before.physicalId) {
    // the old one still exists and becomes the stack's again; the new one is deleted
    if (now.physicalId !== '') obsolete.push(now);
    resourceStatus(world, stack, before, 'UPDATE_COMPLETE');
    return true;
  }
  return restoreResource(deployment, before, now);
}

async function restoreResource(deployment: Removal, before: StackResource, now: StackResource): Promise<boolean> {
  const { stack, world } = deployment;
  try {
    const work = workOn(deployment, before.logicalId, before.type, new AbortController().signal, () => undefined);
    const type = resourceTypeOf(before.type);
    const resolved = await withSecrets(before.properties, type, deployment);
    const applied = await type.update?.(now, resolved, work);
    const attributes = applied?.attributes ?? before.attributes;
    resourceStatus(
      world,
      stack,
      { ...before, physicalId: applied?.physicalId ?? before.physicalId, attributes },
      'UPDATE_COMPLETE',
    );
    return true;
  } catch (error) {
    if (alreadyGone(error)) resourceStatus(world, stack, before, 'UPDATE_COMPLETE');
    else resourceStatus(world, stack, now, 'UPDATE_FAILED', failureReason(error, before.type));
    return alreadyGone(error);
  }
}
