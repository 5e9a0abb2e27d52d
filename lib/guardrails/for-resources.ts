import type { Partition } from '../config/schema';
import { EXPORT_KEY } from '../names';
import type { Statement } from './guardrail';

/** No principal outside the organization reaches buckets, queues and key, whatever their own policies say; AWS's services do. */
export function statementsForResources(partition: Partition, administrator: string, organization: string): Statement[] {
  const outside = {
    StringNotEqualsIfExists: { 'aws:PrincipalOrgID': organization },
    BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
  };
  return [
    {
      Sid: 'OnlyTheOrganization',
      Effect: 'Deny',
      Principal: '*',
      Action: ['s3:*', 'sqs:*'],
      Resource: [
        `arn:${partition}:s3:::muster-*`,
        ...['muster-*', 'FindingsHub-*', 'OrganizationDirectory-*', 'Detection-*'].map(
          (name) => `arn:${partition}:sqs:*:${administrator}:${name}`,
        ),
      ],
      Condition: outside,
    },
    {
      Sid: 'OnlyTheOrganizationDecrypts',
      Effect: 'Deny',
      Principal: '*',
      Action: ['kms:*'],
      Resource: `arn:${partition}:kms:*:${administrator}:key/*`,
      Condition: { ...outside, 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': [EXPORT_KEY] } },
    },
  ];
}
