import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { ServiceRole } from './service-role';

export interface ExecutionRoleProps {
  /** the only log group that the function writes to */
  readonly logGroup: ILogGroup;
  /** permissions beside logging; none if absent */
  readonly statements?: readonly PolicyStatement[];
}

/** The role of a Lambda function. It does not use AWSLambdaBasicExecutionRole, which may write to every log group. */
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
