// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders as IAM and CloudFormation write them
/** Read by `lib` too: no imports but a type. The permissions of the findings hub, beside those for its own table, bus, queue and topics. */
import type { PermissionSet } from './permission-set';

/** Enrichment reads accounts, and Detective in every region that findings come from. */
export const enrichmentPermissions: readonly PermissionSet[] = [
  {
    sid: 'ReadAccounts',
    actions: [
      'organizations:DescribeAccount',
      'organizations:DescribeOrganizationalUnit',
      'organizations:ListTagsForResource',
    ],
    resources: ['*'],
    reason:
      "findings come from any account of the organization, whose ARNs hold the management account's id; reads alone",
  },
  {
    sid: 'FindGraphs',
    actions: ['detective:ListGraphs'],
    resources: ['*'],
    reason: 'the service authorizes these actions on no resource',
  },
  {
    sid: 'ReadGraphMembers',
    actions: ['detective:GetMembers'],
    resources: ['arn:${partition}:detective:*:${account}:graph:*'],
    reason: 'the graph of the region that a finding comes from; AWS chooses the id when the graph is made',
  },
];

/** An investigation uses Detective in the region of its finding. */
export const investigationPermissions: readonly PermissionSet[] = [
  {
    sid: 'FindGraphs',
    actions: ['detective:ListGraphs'],
    resources: ['*'],
    reason: 'the service authorizes these actions on no resource',
  },
  {
    sid: 'Investigate',
    actions: [
      'detective:StartInvestigation',
      'detective:ListInvestigations',
      'detective:GetInvestigation',
      'detective:ListIndicators',
    ],
    resources: ['arn:${partition}:detective:*:${account}:graph:*'],
    reason: 'the graph of the region that a finding comes from; AWS chooses the id when the graph is made',
  },
];

/** The enrichment's actions on the table of notifications and investigations. */
export const notificationActions: readonly string[] = ['dynamodb:BatchGetItem', 'dynamodb:UpdateItem'];

/** An investigation's actions on that table. */
export const memoryActions: readonly string[] = ['dynamodb:GetItem', 'dynamodb:UpdateItem'];

/** Lambda's actions on a queue with the role of a function. */
export const pollActions: readonly string[] = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

/** The enrichment's own action on its queue. */
export const postponeActions: readonly string[] = ['sqs:ChangeMessageVisibility'];

/** The actions on the key of an encrypted topic that publishing needs. */
export const topicKeyActions: readonly string[] = ['kms:Decrypt', 'kms:GenerateDataKey'];
