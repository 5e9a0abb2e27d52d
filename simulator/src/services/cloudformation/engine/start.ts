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

/** A stack that holds nothing yet. */
export function newStack(name: string, call: Call): Stack {
  const stack: Stack = {
    id: `arn:${call.partition}:cloudformation:${call.region}:${call.accountId}:stack/${name}/${ids.uuid()}`,
    name,
    account: call.accountId,
    region: call.region,
    status: '',
    createdAt: call.simulation.clock.now(),
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

/** Lets a stack come into being; the answer does not wait for it. */
export function beginCreate(stack: Stack, submission: Submission, call: Call, retainExceptOnCreate = false): void {
  const { simulation } = call;
  take(stack, submission);
  stackStatus(simulation, stack, 'CREATE_IN_PROGRESS', USER_INITIATED);
  const deployment = deploymentOf(stack, submission, call, retainExceptOnCreate);
  runInBackground(simulation, stack, 'CREATE_FAILED', () => createStackResources(deployment));
}

/** Lets a stack become what a submission says; the answer does not wait for it. */
export function beginUpdate(stack: Stack, submission: Submission, call: Call): void {
  const { simulation } = call;
  // a rollback goes back to the last state that was complete
  if (stack.deployed && !stack.previous)
    stack.previous = { deployed: stack.deployed, resources: new Map(stack.resources) };
  take(stack, submission);
  stack.updatedAt = simulation.clock.now();
  stackStatus(simulation, stack, 'UPDATE_IN_PROGRESS', USER_INITIATED);
  const deployment = deploymentOf(stack, submission, call);
  runInBackground(simulation, stack, 'UPDATE_FAILED', () => updateStackResources(deployment));
}

/** Lets a stack go; the answer does not wait for it. One whose exports are used stays, and says so. */
export function beginDelete(stack: Stack, roleArn: string | undefined, retained: readonly string[], call: Call): void {
  const { simulation, partition } = call;
  const inUse = exportInUse(simulation, stack, new Map());
  if (inUse !== undefined) {
    stackStatus(simulation, stack, stack.status, inUse);
    return;
  }
  stack.operationId = newOperationId();
  stackStatus(simulation, stack, 'DELETE_IN_PROGRESS', USER_INITIATED);
  const role = roleArn ?? stack.deployed?.roleArn;
  const principal = role === undefined ? call.caller : simulation.principals.session(role, 'AWSCloudFormation');
  const removal = { simulation, stack, principal, partition };
  runInBackground(simulation, stack, 'DELETE_FAILED', () => deleteStackResources(removal, retained));
}

function take(stack: Stack, submission: Submission): void {
  stack.deployed = submission;
  stack.operationId = newOperationId();
  const { Description } = parseTemplate(submission.body);
  if (Description === undefined) delete stack.description;
  else stack.description = Description;
}
