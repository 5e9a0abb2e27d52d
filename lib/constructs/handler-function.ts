import type { Duration } from 'aws-cdk-lib';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Architecture, type Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { HandlerName } from '../bundle';
import { ExecutionRole } from './execution-role';

export interface HandlerFunctionProps {
  /** the folder of all bundled handlers */
  readonly code: Code;
  readonly handler: HandlerName;
  readonly description: string;
  readonly timeout: Duration;
  readonly memorySize: number;
  readonly logGroup: ILogGroup;
  readonly environment?: Record<string, string>;
  /** of its role, where others trust it by name */
  readonly roleName?: string | undefined;
  /** what it may do in AWS; nothing but logging where absent */
  readonly statements?: readonly PolicyStatement[];
}

/** One of this project's Lambda functions. x86_64, because that is what every region of every partition has. */
export class HandlerFunction extends LambdaFunction {
  constructor(
    scope: Construct,
    id: string,
    { handler, statements, logGroup, roleName, ...props }: HandlerFunctionProps,
  ) {
    super(scope, id, {
      ...props,
      logGroup,
      handler: `${handler}.handler`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.X86_64,
      role: new ExecutionRole(scope, `${id}Role`, { logGroup, roleName, statements }),
    });
  }
}
