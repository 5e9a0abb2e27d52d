import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

export interface ExecutionRoleProps {
  /** the only log group the function writes to */
  readonly logGroup: ILogGroup;
  /** what the function may do beside logging; nothing where absent */
  readonly statements?: readonly PolicyStatement[];
}

/**
 * The role of a Lambda function, without AWS's managed AWSLambdaBasicExecutionRole, which allows writing to every log group
 * of the account. Policies are inline: one resource, there before the function is.
 */
export class ExecutionRole extends Role {
  constructor(scope: Construct, id: string, { logGroup, statements = [] }: ExecutionRoleProps) {
    const log = new PolicyStatement({
      sid: 'WriteItsLog',
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    });
    super(scope, id, {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { permissions: new PolicyDocument({ statements: [log, ...statements] }) },
    });
  }
}
