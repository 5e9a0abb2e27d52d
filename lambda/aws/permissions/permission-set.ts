// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders as IAM and CloudFormation write them
/** Read by `lib` too: no imports of the SDK. The form in which code declares permissions. */

/** @public Actions of one controller, with the resources that IAM can limit them to. */
export interface PermissionSet {
  readonly sid: string;
  readonly actions: readonly string[];
  /** ARN patterns with `${partition}`, `${account}`, `${region}`; `*` only where the service authorizes no resource */
  readonly resources: readonly string[];
  /** why the resources cannot be narrower; an auditor reads it */
  readonly reason?: string;
  /** IAM condition block */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export const GUARDDUTY = 'guardduty.amazonaws.com';
export const MALWARE_PROTECTION = 'malware-protection.guardduty.amazonaws.com';
export const DETECTIVE = 'detective.amazonaws.com';

/** ARN patterns of the controllers' resources, and their placeholder for the region. */
export const PLACEHOLDER = {
  region: '${region}',
  everyDetector: 'arn:${partition}:guardduty:*:${account}:detector/*',
  regionalDetector: 'arn:${partition}:guardduty:${region}:${account}:detector/*',
  everyTrail: 'arn:${partition}:cloudtrail:*:${account}:trail/*',
  graph: 'arn:${partition}:detective:${region}:${account}:graph:*',
  stack: 'arn:${partition}:cloudformation:${region}:${account}:stack/*',
  organizationAccount: 'arn:${partition}:organizations::${account}:account/o-*/*',
  serviceLinkedRole: 'arn:${partition}:iam::${account}:role/aws-service-role/*',
};

/** The pattern of graphs in one named region, for a role that is used in several. */
export const graphsIn = (region: string): string => PLACEHOLDER.graph.replace(PLACEHOLDER.region, region);

/**
 * For GuardDuty's actions on members. The Service Authorization Reference lists no resource for them, an older user guide the
 * detector: `*` is right for both, and the condition limits them to the region.
 */
export const ON_MEMBERS = {
  resources: ['*'],
  reason:
    'the Service Authorization Reference lists no resource for these actions; the condition limits them to their region',
  conditions: { StringLike: { 'aws:RequestedRegion': '${region}' } },
} as const;

export const NO_RESOURCE = 'the service authorizes these actions on no resource';
export const UNKNOWN_ID = 'AWS chooses the id when it creates the resource, often before this role exists';

/** Reads the status of the stack: the rollback of a failed deployment sends a Delete too, which must not remove detection. */
export const readStack: PermissionSet = {
  sid: 'ReadStack',
  actions: ['cloudformation:DescribeStacks'],
  resources: [PLACEHOLDER.stack],
  reason: 'CloudFormation chooses the id of the stack that the role is a part of',
};
