import type { StackResource } from '../state';
import { stackStatus } from './events';
import { type Removal, removeResources } from './remove';

/**
 * Deletes the stack's resources, then the stack if none is left.
 * @param retained logical ids to leave alone (`RetainResources`)
 */
export async function deleteStackResources(removal: Removal, retained: readonly string[]): Promise<void> {
  const { world, stack } = removal;
  const standing = [...stack.resources.values()].filter((each) => each.status !== 'DELETE_COMPLETE');
  const stuck = await removeResources(
    removal,
    standing,
    (each) => retained.includes(each.logicalId) || isRetained(each),
  );
  if (stuck.length > 0) {
    const reason = `The following resource(s) failed to delete: [${stuck.join(', ')}]. `;
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
