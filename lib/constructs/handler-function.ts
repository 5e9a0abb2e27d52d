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
  /** where roles name it; CloudFormation chooses one where absent */
  readonly functionName?: string;
  /** one of its own is made where absent */
  readonly role?: IRole;
  /** what a role of its own may do in AWS beside logging */
  readonly statements?: readonly PolicyStatement[];
}

/** One of this project's Lambda functions. x86_64, because that is what every region of every partition has. */
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
