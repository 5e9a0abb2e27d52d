// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders as IAM and CloudFormation write them
/** Read by `lib` too: no imports of the SDK. The permissions of the administrator's function in an account outside the organization. */
import type { PermissionSet } from './permission-set';

const detector = 'arn:${partition}:guardduty:*:${account}:detector/*';

const EVERY_REGION = 'every region the account is covered in, and AWS chooses the id when the resource is made';
const NO_RESOURCE = 'the service authorizes these actions on no resource';

/** The actions that accepting needs in the other account; none of them removes protection. */
export const memberAccess: readonly PermissionSet[] = [
  {
    sid: 'FindDetectorAndInvitations',
    actions: [
      'guardduty:ListDetectors',
      'guardduty:CreateDetector',
      'guardduty:ListInvitations',
      'detective:ListInvitations',
    ],
    resources: ['*'],
    reason: NO_RESOURCE,
  },
  {
    sid: 'Detector',
    actions: ['guardduty:GetDetector', 'guardduty:UpdateDetector'],
    resources: [detector],
    reason: EVERY_REGION,
  },
  {
    sid: 'AcceptInGuardDuty',
    actions: ['guardduty:GetAdministratorAccount', 'guardduty:AcceptAdministratorInvitation'],
    resources: ['*'],
    reason: `${NO_RESOURCE}, and the account is covered in as many regions as are agreed`,
  },
  {
    sid: 'AcceptInDetective',
    actions: ['detective:AcceptInvitation'],
    resources: ['arn:${partition}:detective:*:${administrator}:graph:*'],
    reason: "the graphs are the administrator's; AWS chooses the id when one is made",
  },
  {
    sid: 'CreateServiceLinkedRole',
    actions: ['iam:CreateServiceLinkedRole'],
    resources: ['arn:${partition}:iam::${account}:role/aws-service-role/*'],
    reason: 'the service names the role; the condition limits for which services one is made',
    conditions: {
      StringEquals: {
        'iam:AWSServiceName': ['guardduty.amazonaws.com', 'malware-protection.guardduty.amazonaws.com'],
      },
    },
  },
];
