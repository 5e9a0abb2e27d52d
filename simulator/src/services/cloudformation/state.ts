import type { DeploymentConfig, Output, Parameter, Tag } from '@aws-sdk/client-cloudformation';
import { Slot } from '../../kernel/slot';
import type { StackParameter } from './template/parameters';
import type { Json, ResourceDefinition } from './template/template';

/** An existing resource of a stack; never changed in place, always replaced. */
export interface StackResource {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
  readonly status: string;
  readonly statusReason?: string;
  /** ms */
  readonly timestamp: number;
  /** the properties last applied, with functions evaluated and the stack's tags merged in */
  readonly properties: Readonly<Record<string, Json>>;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly definition: ResourceDefinition;
  /** logical ids that must outlive it */
  readonly dependencies: readonly string[];
}

export interface StackEvent {
  readonly eventId: string;
  /** ms, strictly growing within a stack */
  readonly timestamp: number;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly properties?: string;
  readonly token?: string;
  readonly operationId: string;
}

/** The desired state of a stack. */
export interface Submission {
  readonly body: string;
  readonly parameters: readonly StackParameter[];
  readonly tags: readonly Tag[];
  readonly roleArn?: string;
  readonly capabilities: readonly string[];
  readonly notificationArns: readonly string[];
  readonly disableRollback?: boolean;
  readonly onFailure?: 'DO_NOTHING' | 'ROLLBACK' | 'DELETE';
  readonly token?: string;
}

/** One line of a change set. */
export interface Change {
  readonly action: 'Add' | 'Modify' | 'Remove';
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId?: string;
  readonly replacement?: 'True' | 'False' | 'Conditional';
  readonly scope: readonly string[];
  readonly details: readonly ChangeDetail[];
}

export interface ChangeDetail {
  readonly attribute: 'Properties' | 'Tags' | 'Metadata' | 'DeletionPolicy' | 'UpdateReplacePolicy';
  readonly name?: string;
  readonly requiresRecreation: 'Never' | 'Always';
  readonly before?: string;
  readonly after?: string;
}

export interface ChangeSet {
  readonly id: string;
  readonly name: string;
  readonly type: 'CREATE' | 'UPDATE';
  readonly description?: string;
  readonly createdAt: number;
  readonly submission: Submission;
  readonly given: readonly Parameter[];
  readonly changes: readonly Change[];
  status: 'CREATE_COMPLETE' | 'FAILED';
  statusReason?: string;
  executionStatus: 'AVAILABLE' | 'UNAVAILABLE' | 'OBSOLETE' | 'EXECUTE_COMPLETE';
  readonly deploymentConfig?: DeploymentConfig;
}

export interface Stack {
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  status: string;
  statusReason?: string;
  readonly createdAt: number;
  updatedAt?: number;
  deletedAt?: number;
  /** undefined until the first deployment begins */
  deployed?: Submission;
  description?: string;
  outputs: readonly Output[];
  terminationProtection: boolean;
  policy?: string;
  readonly resources: Map<string, StackResource>;
  /** oldest first */
  readonly events: StackEvent[];
  readonly changeSets: Map<string, ChangeSet>;
  /** names of the other stacks' exports that it uses */
  imports: readonly string[];
  /** the running or last operation */
  operationId: string;
  /** the deployment before the running update, for its rollback */
  previous?: { readonly deployed: Submission; readonly resources: ReadonlyMap<string, StackResource> };
}

/** All stacks of an account and region by id, including deleted ones. */
export const stacks = new Slot<Map<string, Stack>>('cloudformation', 'stacks', () => new Map());
