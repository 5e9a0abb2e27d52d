import { resourceTypeOf } from '../resource-types';
import type { StackResource } from '../state';
import type { RemovalPolicy } from '../template/template';
import type { Deployment } from './deployment';
import { record, resourceStatus } from './events';
import { alreadyGone, failureReason } from './failure-reason';
import { type Graph, reversed, visitInOrder } from './graph';
import { workOn } from './work';

/** The setting of a deletion: the world, the stack and the principal. */
export type Removal = Pick<Deployment, 'world' | 'stack' | 'principal' | 'partition'>;

/**
 * Deletes resources of the stack, those that depend on others first.
 * @param retains whether a resource is kept
 * @returns the logical ids that could not be deleted
 */
export async function removeResources(
  removal: Removal,
  resources: readonly StackResource[],
  retains: (resource: StackResource) => boolean,
): Promise<string[]> {
  const byId = new Map(resources.map((each) => [each.logicalId, each]));
  const graph: Graph = new Map(resources.map((each) => [each.logicalId, new Set(each.dependencies)]));
  const undeleted: string[] = [];
  await visitInOrder(reversed(graph), async (id) => {
    const resource = byId.get(id);
    if (!resource) return true;
    const removed = await removeOne(removal, resource, retains(resource));
    if (!removed) undeleted.push(id);
    return removed;
  });
  return undeleted;
}

async function removeOne(removal: Removal, resource: StackResource, retained: boolean): Promise<boolean> {
  const { world, stack } = removal;
  if (retained) {
    resourceStatus(world, stack, resource, 'DELETE_SKIPPED');
    return true;
  }
  if (resource.physicalId === '') {
    resourceStatus(world, stack, resource, 'DELETE_COMPLETE');
    return true;
  }
  resourceStatus(world, stack, resource, 'DELETE_IN_PROGRESS');
  const reason = await tryToRemove(removal, resource);
  resourceStatus(world, stack, resource, reason === undefined ? 'DELETE_COMPLETE' : 'DELETE_FAILED', reason);
  return reason === undefined;
}

/**
 * Deletes the resources that an update made obsolete: the old version of replaced ones, and those no longer in the template. A
 * failure is only reported; the update stays complete.
 * @param retaining the policies that keep a resource; RetainExceptOnCreate is not one of them when a creation is undone
 */
export async function cleanUp(
  removal: Removal,
  obsolete: readonly StackResource[],
  retaining: readonly (RemovalPolicy | undefined)[] = ['Retain', 'RetainExceptOnCreate'],
): Promise<void> {
  const { world, stack } = removal;
  const graph: Graph = new Map(obsolete.map((each, at) => [String(at), new Set(dependenciesAmong(obsolete, each))]));
  await visitInOrder(reversed(graph), async (at) => {
    const resource = obsolete[Number(at)];
    if (!resource) return true;
    const replaced = stack.resources.get(resource.logicalId)?.physicalId !== resource.physicalId;
    if (!replaced) stack.resources.delete(resource.logicalId);
    const policy = resource.definition[replaced ? 'UpdateReplacePolicy' : 'DeletionPolicy'];
    const report = (status: string, reason?: string): number => record(world, stack, { ...resource, status, reason });
    if (retaining.includes(policy)) {
      report('DELETE_SKIPPED');
      return true;
    }
    report('DELETE_IN_PROGRESS');
    const reason = await tryToRemove(removal, resource);
    report(reason === undefined ? 'DELETE_COMPLETE' : 'DELETE_FAILED', reason);
    return true;
  });
}

function dependenciesAmong(all: readonly StackResource[], one: StackResource): string[] {
  return all.flatMap((each, at) => (each !== one && one.dependencies.includes(each.logicalId) ? [String(at)] : []));
}

/** @returns the reason of a failure, undefined after success */
async function tryToRemove(removal: Removal, resource: StackResource): Promise<string | undefined> {
  try {
    const work = workOn(removal, resource.logicalId, resource.type, new AbortController().signal, () => undefined);
    await resourceTypeOf(resource.type).remove?.(resource, work);
    return undefined;
  } catch (error) {
    return alreadyGone(error) ? undefined : failureReason(error, resource.type);
  }
}
