import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import type { PermissionSet } from '../../../lambda/aws/permissions/permission-set';
import { EVERYWHERE, type Place } from '../../names';
import { acknowledge } from '../acknowledge';

type Conditions = Record<string, Readonly<Record<string, string | readonly string[]>>>;

const REGION = /\$\{region\}/;

/**
 * The policy statement that grants a permission set, for one account and region.
 * @param functions names of the functions that use the role: in a role for all regions, each may act only in its own region
 */
export function statementOf(set: PermissionSet, place: Place, functions: readonly string[] = []): PolicyStatement {
  const conditions = conditionsOf(set, place, functions);
  return new PolicyStatement({
    sid: set.sid,
    actions: [...set.actions],
    resources: resourcesOf(set, place),
    ...(Object.keys(conditions).length > 0 && { conditions }),
  });
}

/** In a role for all regions, the region of the calling function replaces the region in the conditions of the set. */
function conditionsOf(set: PermissionSet, place: Place, functions: readonly string[]): Conditions {
  const own = Object.entries(set.conditions ?? {});
  if (!isEverywhere(set, place) || functions.length === 0) return written(own, place);
  const elsewhere = own.map(([operator, keys]) => {
    const kept = Object.entries(keys).filter(([, value]) => !REGION.test(String(value)));
    return [operator, Object.fromEntries(kept)] as const;
  });
  const conditions = written(elsewhere, place);
  return { ...conditions, StringLike: { ...conditions.StringLike, ...inTheirOwnRegion(functions, place) } };
}

function written(entries: readonly (readonly [string, Conditions[string]])[], place: Place): Conditions {
  const some = entries.filter(([, keys]) => Object.keys(keys).length > 0);
  return JSON.parse(placed(JSON.stringify(Object.fromEntries(some)), place)) as Conditions;
}

/** Accepts the wildcards of permission sets, with the reasons that the sets give. cdk-nag reports each resource once. */
export function acknowledgeWildcards(scope: IConstruct, sets: readonly PermissionSet[], place: Place): void {
  const reasons = new Map<string, string[]>();
  for (const set of sets) {
    for (const resource of resourcesOf(set, place).filter((arn) => arn.includes('*'))) {
      const reason = reasonOf(set, place);
      if (!reason) throw new Error(`permission set ${set.sid} has the wildcard ${resource} and gives no reason`);
      reasons.set(resource, [...(reasons.get(resource) ?? []), `${set.sid}: ${reason}.`]);
    }
  }
  for (const [resource, sentences] of reasons) {
    acknowledge(scope, 'IAM5', sentences.join(' '), `Resource::${resource}`);
  }
}

function reasonOf(set: PermissionSet, place: Place): string | undefined {
  const everywhere = isEverywhere(set, place) ? 'the role is used in all regions' : undefined;
  const reasons = [set.reason, everywhere].filter((reason) => reason !== undefined);
  return reasons.length > 0 ? reasons.join('; ') : undefined;
}

function isEverywhere(set: PermissionSet, { region }: Place): boolean {
  return region === EVERYWHERE && REGION.test(JSON.stringify([set.resources, set.conditions]));
}

/**
 * The condition that the calling function, which Lambda reports, is in the region that it calls. Compared as a string: it is
 * not documented whether ARN operators accept a variable for a part of an ARN.
 */
function inTheirOwnRegion(functions: readonly string[], { partition, account }: Place) {
  const place = { partition, account, region: `\${aws:RequestedRegion}` };
  const arns = functions.map((name) =>
    placed(`arn:\${partition}:lambda:\${region}:\${account}:function:${name}`, place),
  );
  return { 'lambda:SourceFunctionArn': arns };
}

function resourcesOf(set: PermissionSet, place: Place): string[] {
  return set.resources.map((resource) => placed(resource, place));
}

/** Replaces the placeholders `${partition}`, `${account}` and `${region}`. */
function placed(text: string, place: Place): string {
  return text.replace(/\$\{(partition|account|region)\}/g, (_, key: keyof Place) => place[key]);
}
