import type { Call } from '../../contract/service';
import { BOOTSTRAP_STACK, bootstrapStack } from './bootstrap-stack';
import { changeSetNotFound, stackDoesNotExist } from './errors';
import { type ChangeSet, type Stack, stacks } from './state';

type Place = Pick<Call, 'world' | 'accountId' | 'region'>;

/** The stacks of the caller's account and region by id, including deleted ones. */
export const stacksOf = (call: Place): Map<string, Stack> => call.world.state.at(stacks, call.accountId, call.region);

/** The existing stack with that name, or the stack with that id, deleted or not. */
export function findStack(nameOrId: string, call: Place): Stack | undefined {
  const all = stacksOf(call);
  const found =
    all.get(nameOrId) ?? [...all.values()].find((each) => each.name === nameOrId && each.status !== 'DELETE_COMPLETE');
  if (found || nameOrId !== BOOTSTRAP_STACK) return found;
  const deleted = [...all.values()].some((each) => each.name === BOOTSTRAP_STACK);
  return deleted ? undefined : bootstrapStack(call);
}

/** @param refusal the operation's error if there is no such stack */
export function stackNamed(
  nameOrId: string | undefined,
  call: Place,
  refusal: (name: string) => Error = stackDoesNotExist,
): Stack {
  const stack = findStack(nameOrId ?? '', call);
  if (!stack) throw refusal(nameOrId ?? '');
  return stack;
}

/** The change set with a name or ARN; an ARN needs no stack name. */
export function findChangeSet(
  stackName: string | undefined,
  nameOrId: string | undefined,
  call: Place,
): { stack: Stack; changeSet: ChangeSet } | undefined {
  const candidates = stackName === undefined ? [...stacksOf(call).values()] : [stackNamed(stackName, call)];
  for (const stack of candidates)
    for (const changeSet of stack.changeSets.values())
      if (changeSet.id === nameOrId || (stackName !== undefined && changeSet.name === nameOrId))
        return { stack, changeSet };
  return undefined;
}

export function changeSetNamed(
  stackName: string | undefined,
  nameOrId: string | undefined,
  call: Place,
): { stack: Stack; changeSet: ChangeSet } {
  const found = findChangeSet(stackName, nameOrId, call);
  if (!found) throw changeSetNotFound(nameOrId ?? '');
  return found;
}
