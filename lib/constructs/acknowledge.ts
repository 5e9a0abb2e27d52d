import { type CfnResource, Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Accepts one finding of cdk-nag's AwsSolutions pack for a construct and all below it. With the pack's name in front the
 * finding is listed with its reason in `validation-report.json`, which is what an auditor reads.
 * @param finding where a rule reports several, the one that is accepted
 */
export function acknowledge(scope: IConstruct, rule: string, reason: string, finding?: string): void {
  const id = finding === undefined ? rule : `${rule}[${finding}]`;
  Validations.of(scope).acknowledge({ id: `AwsSolutions::AwsSolutions-${id}`, reason });
}

/** How cdk-nag names the versions and aliases of a function in a policy. */
export function anyVersionOf(lambdaFunction: IConstruct): string {
  const resource = lambdaFunction.node.defaultChild as CfnResource;
  return `Resource::<${Stack.of(resource).resolve(resource.logicalId)}.Arn>:*`;
}
