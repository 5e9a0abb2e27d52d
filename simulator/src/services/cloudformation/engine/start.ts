import type { Call } from '../../../contract/service';
import { ids } from '../../../kernel/ids';
import { stacksOf } from '../find-stack';
import type { Stack, Submission } from '../state';
import { parseTemplate } from '../template/parse';
import { deleteStackResources } from './delete-stack';
import { createStackResources, updateStackResources } from './deploy';
import { deploymentOf, newOperationId } from './deployment';
import { stackStatus } from './events';
import { exportInUse } from './exports';
import { runInBackground } from './run';

const USER_INITIATED = 'User Initiated';

/** A stack without resources. */
export function newStack(name: string, call: Call): Stack {
  const stack: Stack = {
    id: `arn:${call.partition}:cloudformation:${call.region}:${call.accountId}:stack/${name}/${ids.uuid()}`,
    name,
    account: call.accountId,
    region: call.region,
    status: '',
    createdAt: call.world.clock.now(),
    outputs: [],
    terminationProtection: false,
    resources: new Map(),
    events: [],
    changeSets: new Map(),
    imports: [],
    operationId: newOperationId(),
  };
  stacksOf(call).set(stack.id, stack);
  return stack;
}

/** Starts to create a stack; the answer does not wait for it. */
export function beginCreate(stack: Stack, submission: Submission, call: Call, retainExceptOnCreate = false): void {
  const { world } = call;
  take(stack, submission);
  stackStatus(world, stack, 'CREATE_IN_PROGRESS', USER_INITIATED);
  const deployment = deploymentOf(stack, submission, call, retainExceptOnCreate);
  runInBackground(world, stack, 'CREATE_FAILED', () => createStackResources(deployment));
}

/** Starts to update a stack to a submission; the answer does not wait for it. */
export function beginUpdate(stack: Stack, submission: Submission, call: Call): void {
  const { world } = call;
  // a rollback restores the last complete state
  if (stack.deployed && !stack.previous)
    stack.previous = { deployed: stack.deployed, resources: new Map(stack.resources) };
  take(stack, submission);
  stack.updatedAt = world.clock.now();
  stackStatus(world, stack, 'UPDATE_IN_PROGRESS', USER_INITIATED);
  const deployment = deploymentOf(stack, submission, call);
  runInBackground(world, stack, 'UPDATE_FAILED', () => updateStackResources(deployment));
}

/** Starts to delete a stack; the answer does not wait for it. A stack whose exports are in use stays, and its status says so. */
export function beginDelete(stack: Stack, roleArn: string | undefined, retained: readonly string[], call: Call): void {
  const { world, partition } = call;
  const inUse = exportInUse(world, stack, new Map());
  if (inUse !== undefined) {
    stackStatus(world, stack, stack.status, inUse);
    return;
  }
  stack.operationId = newOperationId();
  stackStatus(world, stack, 'DELETE_IN_PROGRESS', USER_INITIATED);
  const role = roleArn ?? stack.deployed?.roleArn;
  const principal = role === undefined ? call.caller : world.principals.session(role, 'AWSCloudFormation');
  const removal = { world, stack, principal, partition };
  runInBackground(world, stack, 'DELETE_FAILED', () => deleteStackResources(removal, retained));
}

function take(stack: Stack, submission: Submission): void {
  stack.deployed = submission;
  stack.operationId = newOperationId();
  const { Description } = parseTemplate(submission.body);
  if (Description === undefined) delete stack.description;
  else stack.description = Description;
}
