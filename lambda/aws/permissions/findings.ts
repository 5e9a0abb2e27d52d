// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders as IAM and CloudFormation write them
/** Read by `lib` too: no imports but a type. What the findings hub asks of AWS beside its own table, bus, queue and topics. */
import type { PermissionSet } from './permission-set';

/** What enrichment reads of accounts and of Detective, in every region that findings come from. */
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

/** What an investigation asks of Detective, in the region of its finding. */
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

/** Enrichment's operations on the table of notifications and investigations. */
export const notificationActions: readonly string[] = ['dynamodb:BatchGetItem', 'dynamodb:UpdateItem'];

/** What an investigation does with it. */
export const memoryActions: readonly string[] = ['dynamodb:GetItem', 'dynamodb:UpdateItem'];

/** What Lambda does with the queue in the name of a function. */
export const pollActions: readonly string[] = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

/** What enrichment does with the queue itself. */
export const postponeActions: readonly string[] = ['sqs:ChangeMessageVisibility'];

/** What it takes to publish to a topic that is encrypted with a key of one's own. */
export const topicKeyActions: readonly string[] = ['kms:Decrypt', 'kms:GenerateDataKey'];
