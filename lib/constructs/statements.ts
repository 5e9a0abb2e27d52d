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

/** Accepts the wildcards of a permission set, in the words of the set itself. */
export function acknowledgeWildcards(scope: IConstruct, set: PermissionSet, place: Place): void {
  for (const resource of resourcesOf(set, place)) {
    if (!resource.includes('*')) continue;
    if (!set.reason) throw new Error(`permission set ${set.sid} has the wildcard ${resource} and gives no reason`);
    acknowledge(scope, 'IAM5', set.reason, `Resource::${resource}`);
  }
}

function resourcesOf(set: PermissionSet, place: Place): string[] {
  return set.resources.map((resource) => placed(resource, place));
}

/** Fills in the placeholders, which are IAM's own way to write them. */
function placed(text: string, place: Place): string {
  return text.replace(/\$\{(partition|account|region)\}/g, (_, key: keyof Place) => place[key]);
}
