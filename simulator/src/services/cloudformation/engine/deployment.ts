import type { Call } from '../../../contract/service';
import type { World } from '../../../contract/world';
import { ids } from '../../../kernel/ids';
import type { Principal } from '../../../kernel/principals';
import type { Stack, StackResource, Submission } from '../state';
import { parseTemplate } from '../template/parse';
import type { Template } from '../template/template';

/** A running operation on a stack: its target state, its principal, and its progress. */
export interface Deployment {
  readonly world: World;
  readonly stack: Stack;
  readonly submission: Submission;
  readonly template: Template;
  readonly principal: Principal;
  readonly partition: string;
  /** aborted by the first failure, which cancels the resources in progress */
  readonly abort: AbortController;
  readonly failedToCreate: string[];
  readonly failedToUpdate: string[];
  /** resources created by this operation, in order */
  readonly created: string[];
  /** resources changed by this operation; if replaced, the old ones */
  readonly updated: Map<string, StackResource>;
  /** resources to delete once the operation succeeds: those replaced or removed */
  readonly obsolete: StackResource[];
  readonly imports: Set<string>;
  /** a failure of the stack itself, in outputs or exports */
  failure?: string;
  readonly retainExceptOnCreate: boolean;
}

type Caller = Pick<Call, 'world' | 'caller' | 'partition'>;

export function deploymentOf(
  stack: Stack,
  submission: Submission,
  call: Caller,
  retainExceptOnCreate = false,
): Deployment {
  return {
    world: call.world,
    stack,
    submission,
    template: parseTemplate(submission.body),
    principal: principalOf(submission.roleArn, call),
    partition: call.partition,
    abort: new AbortController(),
    failedToCreate: [],
    failedToUpdate: [],
    created: [],
    updated: new Map(),
    obsolete: [],
    imports: new Set(),
    retainExceptOnCreate,
  };
}

/** The principal that creates the resources: the stack's role if it has one, otherwise the caller. */
function principalOf(roleArn: string | undefined, { world, caller }: Caller): Principal {
  return roleArn === undefined ? caller : world.principals.session(roleArn, 'AWSCloudFormation');
}

/** The id of a new stack operation. */
export const newOperationId = (): string => ids.uuid();
