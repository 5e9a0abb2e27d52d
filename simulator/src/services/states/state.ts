import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { Slot } from '../../kernel/slot';
import type { Definition } from './language/definition';

export interface StateMachine {
  readonly arn: string;
  readonly name: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  readonly creationDate: number;
  roleArn: string;
  /** as given in the request */
  source: string;
  definition: Definition;
  revisionId: string;
  /** logging, tracing, encryption: recorded */
  settings: Readonly<Record<string, unknown>>;
  tags: Record<string, string>;
  /** being deleted: removed once its executions have ended */
  deleting?: boolean;
}

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

export interface Execution {
  readonly arn: string;
  readonly name: string;
  readonly stateMachineArn: string;
  readonly startDate: number;
  /** JSON */
  readonly input: string;
  status: ExecutionStatus;
  stopDate: number | undefined;
  output: string | undefined;
  error: string | undefined;
  cause: string | undefined;
  readonly history: HistoryEvent[];
}

export const stateMachines = new Slot('states', 'stateMachines', () => new Map<string, StateMachine>());

export const executions = new Slot('states', 'executions', () => new Map<string, Execution>());
