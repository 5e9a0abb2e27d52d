import type { StackResource } from '../state';
import { stackStatus } from './events';
import { type Removal, removeResources } from './remove';

/**
 * Deletes the stack's resources, then the stack if none is left.
 * @param retained logical ids to leave alone (`RetainResources`)
 */
export async function deleteStackResources(removal: Removal, retained: readonly string[]): Promise<void> {
  const { world, stack } = removal;
  const existing = [...stack.resources.values()].filter((each) => each.status !== 'DELETE_COMPLETE');
  const undeleted = await removeResources(
    removal,
    existing,
    (each) => retained.includes(each.logicalId) || isRetained(each),
  );
  if (undeleted.length > 0) {
    const reason = `The following resource(s) failed to delete: [${undeleted.join(', ')}]. `;
    stackStatus(world, stack, 'DELETE_FAILED', reason);
    return;
  }
  stack.outputs = [];
  stack.imports = [];
  stack.deletedAt = world.clock.now();
  stackStatus(world, stack, 'DELETE_COMPLETE');
}

function isRetained({ definition, status }: StackResource): boolean {
  const policy = definition.DeletionPolicy;
  return status !== 'CREATE_FAILED' && (policy === 'Retain' || policy === 'RetainExceptOnCreate');
}
