import type { World } from '../../contract/world';
import { executions, type StateMachine, stateMachines } from './state';

/** Whether the machine with an ARN is being deleted, so that its executions end at their next transition. */
export function isBeingDeleted(arn: string, world: World): boolean {
  const { accountId, region } = placeOf(arn);
  return world.state.peek(stateMachines, accountId, region)?.get(arn)?.deleting === true;
}

/** Deletes a machine that is being deleted once all its executions have ended. */
export function deleteOnceIdle(arn: string, world: World): void {
  const { accountId, region } = placeOf(arn);
  const machine: StateMachine | undefined = world.state.peek(stateMachines, accountId, region)?.get(arn);
  if (!machine?.deleting) return;
  const all = [...(world.state.peek(executions, accountId, region)?.values() ?? [])];
  if (all.some(({ stateMachineArn, status }) => stateMachineArn === arn && status === 'RUNNING')) return;
  world.state.at(stateMachines, accountId, region).delete(arn);
}

/** arn:<partition>:states:<region>:<account>:stateMachine:<name> */
function placeOf(arn: string): { accountId: string; region: string } {
  const [, , , region = '', accountId = ''] = arn.split(':');
  return { accountId, region };
}
