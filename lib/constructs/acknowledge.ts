import { type CfnResource, Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Accepts one finding of cdk-nag's AwsSolutions pack for a construct and everything below it. With the name of the pack
 * before it, the finding is listed with its reason in `validation-report.json`, for auditors.
 * @param finding the one that is accepted, if the rule reports several
 */
export function acknowledge(scope: IConstruct, rule: string, reason: string, finding?: string): void {
  const id = finding === undefined ? rule : `${rule}[${finding}]`;
  Validations.of(scope).acknowledge({ id: `AwsSolutions::AwsSolutions-${id}`, reason });
}

/** cdk-nag's name for the versions and aliases of a function in a policy. */
export function anyVersionOf(lambdaFunction: IConstruct): string {
  const resource = lambdaFunction.node.defaultChild as CfnResource;
  return `Resource::<${Stack.of(resource).resolve(resource.logicalId)}.Arn>:*`;
}
