import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { ServiceRole } from './service-role';

export interface ExecutionRoleProps {
  /** the only log group the function writes to */
  readonly logGroup: ILogGroup;
  /** what the function may do beside logging; nothing where absent */
  readonly statements?: readonly PolicyStatement[];
}

/** The role of a Lambda function, without AWS's AWSLambdaBasicExecutionRole, which may write to every log group there is. */
export class ExecutionRole extends ServiceRole {
  constructor(scope: Construct, id: string, { logGroup, statements = [] }: ExecutionRoleProps) {
    const log = new PolicyStatement({
      sid: 'WriteItsLog',
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    });
    super(scope, id, {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      statements: [log, ...statements],
    });
  }
}
