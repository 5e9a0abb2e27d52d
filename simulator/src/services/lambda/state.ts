import type { FunctionConfiguration, PutFunctionEventInvokeConfigCommandInput } from '@aws-sdk/client-lambda';
import { Slot } from '../../kernel/slot';

/** One statement of a function's resource policy. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Principal: '*' | { readonly [kind: string]: string };
  readonly Action: string;
  readonly Resource: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** How asynchronous invocations are retried and where their outcomes go. */
export type AsynchronousConfiguration = Omit<PutFunctionEventInvokeConfigCommandInput, 'FunctionName' | 'Qualifier'>;

export interface LambdaFunction {
  readonly name: string;
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  /** as GetFunctionConfiguration answers it */
  configuration: FunctionConfiguration;
  zip: Uint8Array;
  /** where the zip came from */
  codeLocation: string;
  tags: Record<string, string>;
  policy: PolicyStatement[];
  asynchronous: (AsynchronousConfiguration & { lastModified: number }) | undefined;
  reservedConcurrency: number | undefined;
  /** version number → its configuration and code */
  readonly versions: Map<string, { configuration: FunctionConfiguration; zip: Uint8Array }>;
}

export const functions = new Slot('lambda', 'functions', () => new Map<string, LambdaFunction>());

/** An asynchronous invocation that is on its way or done. */
export interface AsynchronousInvocation {
  readonly requestId: string;
  readonly function: string;
  readonly at: string;
  attempts: number;
  outcome: 'pending' | 'succeeded' | 'failed';
  error?: string;
}

/** Asynchronous invocations, the newest last; the oldest are forgotten. */
export const asynchronousInvocations = new Slot(
  'lambda',
  'asynchronousInvocations',
  (): AsynchronousInvocation[] => [],
);
