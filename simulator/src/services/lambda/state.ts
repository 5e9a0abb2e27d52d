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
  /** in the form of GetFunctionConfiguration */
  configuration: FunctionConfiguration;
  zip: Uint8Array;
  /** the origin of the zip archive */
  codeLocation: string;
  tags: Record<string, string>;
  policy: PolicyStatement[];
  asynchronous: (AsynchronousConfiguration & { lastModified: number }) | undefined;
  reservedConcurrency: number | undefined;
  /** version number → its configuration and code */
  readonly versions: Map<string, { configuration: FunctionConfiguration; zip: Uint8Array }>;
}

export const functions = new Slot('lambda', 'functions', () => new Map<string, LambdaFunction>());

/** An asynchronous invocation, in progress or completed. */
export interface AsynchronousInvocation {
  readonly requestId: string;
  readonly function: string;
  readonly at: string;
  attempts: number;
  outcome: 'pending' | 'succeeded' | 'failed';
  error?: string;
}

/** The most recent asynchronous invocations, newest last. */
export const asynchronousInvocations = new Slot(
  'lambda',
  'asynchronousInvocations',
  (): AsynchronousInvocation[] => [],
);
