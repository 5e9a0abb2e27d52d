import type { Duration } from 'aws-cdk-lib';
import type { IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Architecture, type Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { HandlerName } from '../bundle';
import { ExecutionRole } from './roles/execution-role';

export interface HandlerFunctionProps {
  /** the folder of all bundled handlers */
  readonly code: Code;
  readonly handler: HandlerName;
  readonly description: string;
  readonly timeout: Duration;
  readonly memorySize: number;
  readonly logGroup: ILogGroup;
  readonly environment?: Record<string, string>;
  /** set if roles refer to it; chosen by CloudFormation if absent */
  readonly functionName?: string;
  /** a new role is created if absent */
  readonly role?: IRole;
  /** permissions of the new role beside logging */
  readonly statements?: readonly PolicyStatement[];
}

/** One of this project's Lambda functions. It runs on x86_64, which every region of every partition offers. */
export class HandlerFunction extends LambdaFunction {
  constructor(scope: Construct, id: string, { handler, statements, logGroup, role, ...props }: HandlerFunctionProps) {
    super(scope, id, {
      ...props,
      logGroup,
      handler: `${handler}.handler`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.X86_64,
      role: role ?? new ExecutionRole(scope, `${id}Role`, { logGroup, statements }),
    });
  }
}
