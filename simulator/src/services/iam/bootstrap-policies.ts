/** The roles that `cdk bootstrap` makes, by the part of their name. */
export const KINDS = ['deploy', 'cfn-exec', 'file-publishing', 'image-publishing', 'lookup'] as const;
export type Kind = (typeof KINDS)[number];

export interface Place {
  readonly accountId: string;
  readonly region: string;
}

type Statement = Readonly<Record<string, unknown>>;

interface Policies {
  /** names of AWS managed policies */
  readonly managed: readonly string[];
  readonly inline?: readonly Statement[];
}

const READ_BUCKET = ['s3:GetObject*', 's3:GetBucket*', 's3:List*'];
const WRITE_BUCKET = ['s3:DeleteObject*', 's3:PutObject*', 's3:Abort*'];
const USE_KEY = ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'];

/** The policies of a role in the CDK's bootstrap template (version 30); images are not published in this organization. */
export function policiesOf(kind: Kind, place: Place, partition: string): Policies {
  const { accountId, region } = place;
  const bucket = `arn:${partition}:s3:::cdk-hnb659fds-assets-${accountId}-${region}`;
  const assets = [bucket, `${bucket}/*`];
  switch (kind) {
    case 'cfn-exec':
      return { managed: ['AdministratorAccess'] };
    case 'lookup':
      return { managed: ['ReadOnlyAccess'], inline: [{ Effect: 'Deny', Action: 'kms:Decrypt', Resource: '*' }] };
    case 'file-publishing':
      return {
        managed: [],
        inline: [
          {
            ...allow([...READ_BUCKET, 's3:GetEncryptionConfiguration', ...WRITE_BUCKET], assets),
            Condition: { StringEquals: { 'aws:ResourceAccount': [accountId] } },
          },
        ],
      };
    case 'deploy':
      return { managed: ['AWSCloudFormationReadOnlyAccess'], inline: deployment(place, partition, assets) };
    case 'image-publishing':
      return { managed: [] };
    default:
      return kind satisfies never;
  }
}

function deployment({ accountId, region }: Place, partition: string, assets: readonly string[]): Statement[] {
  const stacks = ['CreateStack', 'UpdateStack', 'DeleteStack', 'RollbackStack', 'ContinueUpdateRollback'];
  const changeSets = ['CreateChangeSet', 'DeleteChangeSet', 'ExecuteChangeSet', 'UpdateTerminationProtection'];
  const execution = `arn:${partition}:iam::${accountId}:role/cdk-hnb659fds-cfn-exec-role-${accountId}-${region}`;
  const version = `arn:${partition}:ssm:${region}:${accountId}:parameter/cdk-bootstrap/hnb659fds/version`;
  return [
    allow(
      [...stacks, ...changeSets].map((name) => `cloudformation:${name}`),
      '*',
    ),
    {
      ...allow([...READ_BUCKET, ...WRITE_BUCKET], '*'),
      Condition: { StringNotEquals: { 's3:ResourceAccount': accountId } },
    },
    {
      ...allow(USE_KEY, '*'),
      Condition: { StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` } },
    },
    allow('iam:PassRole', execution),
    allow('sts:GetCallerIdentity', '*'),
    allow(READ_BUCKET, assets),
    allow(['ssm:GetParameter', 'ssm:GetParameters'], version),
  ];
}

function allow(Action: string | readonly string[], Resource: string | readonly string[]): Statement {
  return { Effect: 'Allow', Action, Resource };
}
