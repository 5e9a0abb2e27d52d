import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import type { PermissionSet } from '../../lambda/aws/permissions';
import type { Place } from '../names';
import { acknowledge } from './acknowledge';

/** The policy statement that grants exactly a permission set, for one account and region. */
export function statementOf(set: PermissionSet, place: Place): PolicyStatement {
  return new PolicyStatement({
    sid: set.sid,
    actions: [...set.actions],
    resources: resourcesOf(set, place),
    conditions: set.conditions && JSON.parse(placed(JSON.stringify(set.conditions), place)),
  });
}

/** Accepts the wildcards of permission sets, in the words of the sets themselves; cdk-nag reports each resource once. */
export function acknowledgeWildcards(scope: IConstruct, sets: readonly PermissionSet[], place: Place): void {
  const reasons = new Map<string, string[]>();
  for (const set of sets) {
    for (const resource of resourcesOf(set, place).filter((arn) => arn.includes('*'))) {
      if (!set.reason) throw new Error(`permission set ${set.sid} has the wildcard ${resource} and gives no reason`);
      reasons.set(resource, [...(reasons.get(resource) ?? []), `${set.sid}: ${set.reason}.`]);
    }
  }
  for (const [resource, sentences] of reasons) {
    acknowledge(scope, 'IAM5', sentences.join(' '), `Resource::${resource}`);
  }
}

function resourcesOf(set: PermissionSet, place: Place): string[] {
  return set.resources.map((resource) => placed(resource, place));
}

/** Fills in the placeholders, which are IAM's own way to write them. */
function placed(text: string, place: Place): string {
  return text.replace(/\$\{(partition|account|region)\}/g, (_, key: keyof Place) => place[key]);
}
