import type { Call } from '../../../contract/service';
import type { World } from '../../../contract/world';
import { ids } from '../../../kernel/ids';
import type { Principal } from '../../../kernel/principals';
import type { Stack, StackResource, Submission } from '../state';
import { parseTemplate } from '../template/parse';
import type { Template } from '../template/template';

/** One running operation on a stack: what it wants, as whom, and what it has done so far. */
export interface Deployment {
  readonly world: World;
  readonly stack: Stack;
  readonly submission: Submission;
  readonly template: Template;
  readonly principal: Principal;
  readonly partition: string;
  /** aborted by the first failure: resources under way are given up */
  readonly abort: AbortController;
  readonly failedToCreate: string[];
  readonly failedToUpdate: string[];
  /** resources made by this operation, in order */
  readonly created: string[];
  /** resources changed by this operation; the old ones where they were replaced */
  readonly updated: Map<string, StackResource>;
  /** resources that are to go once all is well: replaced and removed ones */
  readonly obsolete: StackResource[];
  readonly imports: Set<string>;
  /** a failure that is no resource's: outputs, exports */
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

/** Who makes the resources: the stack's role where it has one, else who called. */
function principalOf(roleArn: string | undefined, { world, caller }: Caller): Principal {
  return roleArn === undefined ? caller : world.principals.session(roleArn, 'AWSCloudFormation');
}

/** The id of a new stack operation. */
export const newOperationId = (): string => ids.uuid();
