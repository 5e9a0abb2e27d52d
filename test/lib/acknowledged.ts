import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Every finding of cdk-nag that a construct below `scope` accepts, by the rule's name, with the reason. */
export function acknowledged(scope: IConstruct): ReadonlyMap<string, string> {
  const entries = scope.node
    .findAll()
    .flatMap(({ node }) => node.metadata)
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.entries(data as Record<string, string>));
  return new Map(entries.map(([id, reason]) => [id.replace('AwsSolutions::', ''), reason]));
}
