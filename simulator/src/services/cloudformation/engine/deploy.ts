import { AwsError } from '../../../kernel/aws-error';
import { holds } from '../template/conditions';
import { dependencies } from '../template/references';
import { applyResource } from './apply';
import type { Deployment } from './deployment';
import { stackStatus } from './events';
import { visitInOrder } from './graph';
import { outputsOf } from './outputs';
import { existing, scopeOf } from './properties';
import { cleanUp } from './remove';
import { rollBackCreation, rollBackUpdate } from './roll-back';

/** Creates the stack's resources, or rolls back those that were created. */
export async function createStackResources(deployment: Deployment): Promise<void> {
  const { world, stack, submission } = deployment;
  if (await applyTemplate(deployment)) {
    stackStatus(world, stack, 'CREATE_COMPLETE');
    return;
  }
  const reason = failures(deployment);
  if (submission.disableRollback || submission.onFailure === 'DO_NOTHING')
    stackStatus(world, stack, 'CREATE_FAILED', reason);
  else await rollBackCreation(deployment, `${reason}Rollback requested by user.`);
}

/** Updates the stack's resources to the template, or restores their previous state. */
export async function updateStackResources(deployment: Deployment): Promise<void> {
  const { world, stack, submission } = deployment;
  if (!(await applyTemplate(deployment))) {
    const reason = failures(deployment);
    if (submission.disableRollback) stackStatus(world, stack, 'UPDATE_FAILED', reason);
    else await rollBackUpdate(deployment, reason);
    return;
  }
  stackStatus(world, stack, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
  const present = presentIds(deployment);
  const removed = [...stack.resources.values()].filter((each) => !present.has(each.logicalId));
  await cleanUp(deployment, [...deployment.obsolete, ...removed]);
  delete stack.previous;
  stackStatus(world, stack, 'UPDATE_COMPLETE');
}

/** Applies all resources and evaluates the outputs. @returns whether all of it succeeded */
async function applyTemplate(deployment: Deployment): Promise<boolean> {
  const { stack } = deployment;
  const graph = dependencies(deployment.template, presentIds(deployment));
  const all = await visitInOrder(graph, (id) => applyResource(deployment, id, [...(graph.get(id) ?? [])]));
  if (!all) return false;
  try {
    stack.outputs = outputsOf(deployment);
    stack.imports = [...deployment.imports];
    return true;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    deployment.failure = error.message;
    return false;
  }
}

/** The resources whose conditions hold. */
function presentIds(deployment: Deployment): Set<string> {
  const scope = scopeOf(deployment, existing(deployment.stack));
  return new Set(
    Object.entries(deployment.template.Resources)
      .filter(([, definition]) => holds(definition.Condition, scope))
      .map(([id]) => id),
  );
}

/** The reason of a failure, in the words of the stack's own event. */
function failures({ failedToCreate, failedToUpdate, failure }: Deployment): string {
  const created =
    failedToCreate.length > 0 ? `The following resource(s) failed to create: [${failedToCreate.join(', ')}]. ` : '';
  const updated =
    failedToUpdate.length > 0 ? `The following resource(s) failed to update: [${failedToUpdate.join(', ')}]. ` : '';
  return `${created}${updated}${failure === undefined ? '' : `${failure} `}`;
}
