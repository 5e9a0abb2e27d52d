// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders as IAM and CloudFormation write them
/** Read by `lib` too: no imports of the SDK. What permissions are written in. */

/** @public actions of one controller, with the resources IAM lets them be limited to */
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

/** ARN patterns of what the controllers ask for, and what stands in them for the region. */
export const PLACEHOLDER = {
  region: '${region}',
  everyDetector: 'arn:${partition}:guardduty:*:${account}:detector/*',
  regionalDetector: 'arn:${partition}:guardduty:${region}:${account}:detector/*',
  graph: 'arn:${partition}:detective:${region}:${account}:graph:*',
  stack: 'arn:${partition}:cloudformation:${region}:${account}:stack/*',
  organizationAccount: 'arn:${partition}:organizations::${account}:account/o-*/*',
  serviceLinkedRole: 'arn:${partition}:iam::${account}:role/aws-service-role/*',
};

/** The pattern of graphs in one region by its name, for a role that serves several. */
export const graphsIn = (region: string): string => PLACEHOLDER.graph.replace(PLACEHOLDER.region, region);

/**
 * For GuardDuty's actions about members, which the Service Authorization Reference gives no resource, and an older user guide the
 * detector: `*` holds by both, and the condition keeps them in the region.
 */
export const ON_MEMBERS = {
  resources: ['*'],
  reason:
    'the Service Authorization Reference has no resource for these actions; the condition keeps them in their region',
  conditions: { StringLike: { 'aws:RequestedRegion': '${region}' } },
} as const;

export const NO_RESOURCE = 'the service authorizes these actions on no resource';
export const UNKNOWN_ID = 'AWS chooses the id when the resource is made, often before this role exists';

/** A deployment that fails is taken back by a Delete too: that one must not take detection with it. */
export const readStack: PermissionSet = {
  sid: 'ReadStack',
  actions: ['cloudformation:DescribeStacks'],
  resources: [PLACEHOLDER.stack],
  reason: 'CloudFormation chooses the id of the stack that the role is a part of',
};
