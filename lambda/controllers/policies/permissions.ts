// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders as IAM and CloudFormation write them
/** Read by `lib` too: no SDK. The calls of this controller's ports. */
import { listAccounts, readPolicyTypes } from '../../aws/permissions/organization';
import { NO_RESOURCE, type PermissionSet, readStack, UNKNOWN_ID } from '../../aws/permissions/permission-set';
import type { ControllerPermissions } from '../../reconcile/registration';
import type { PoliciesDesired } from './desired';

const arn = (rest: string) => `arn:\${partition}:organizations::\${account}:${rest}`;
const POLICIES = arn('policy/o-*/guardduty_policy/*');
const ROOT = arn('root/o-*/r-*');
/** whatever a policy may be attached to */
const TARGETS = [ROOT, arn('ou/o-*/ou-*'), arn('account/o-*/*')];

/** Policies of any other type, such as service control policies, are out of reach. */
const conditions = { StringEquals: { 'organizations:PolicyType': 'GUARDDUTY_POLICY' } };

export const permissions: ControllerPermissions<PoliciesDesired> = {
  always: [
    listAccounts,
    readPolicyTypes,
    {
      sid: 'ListPolicies',
      actions: ['organizations:ListPolicies', 'organizations:CreatePolicy'],
      resources: ['*'],
      reason: NO_RESOURCE,
      conditions,
    },
    {
      sid: 'MaintainPolicies',
      actions: ['organizations:DescribePolicy', 'organizations:ListTargetsForPolicy', 'organizations:UpdatePolicy'],
      resources: [POLICIES],
      reason: UNKNOWN_ID,
      conditions,
    },
    { sid: 'TagPolicies', actions: ['organizations:TagResource'], resources: [POLICIES], reason: UNKNOWN_ID },
    {
      sid: 'AttachPolicies',
      actions: ['organizations:AttachPolicy', 'organizations:DetachPolicy'],
      resources: [POLICIES, ...TARGETS],
      reason: 'the targets depend on which units and accounts there are at the time',
      conditions,
    },
    {
      sid: 'EnablePolicyType',
      actions: ['organizations:EnablePolicyType'],
      resources: [ROOT],
      reason: 'the ids of the organization and its root may not be known',
      conditions,
    },
  ],
  optional: ({ onRemoval }) => (onRemoval === 'disable' ? leaving : []),
};

/** Further calls of leaving: granted only with `onRemoval: disable`. */
const leaving: readonly PermissionSet[] = [
  readStack,
  {
    sid: 'DisablePolicyType',
    actions: ['organizations:DisablePolicyType'],
    resources: [ROOT],
    reason: 'the ids of the organization and its root may not be known',
    conditions,
  },
  {
    sid: 'DeletePolicies',
    actions: ['organizations:DeletePolicy'],
    resources: [POLICIES],
    reason: UNKNOWN_ID,
    conditions,
  },
];
