import type { Call } from '../../contract/service';
import { ids } from '../../kernel/ids';
import { bucketAttributes } from './resource-types/s3';
import { type Stack, type StackResource, stacks } from './state';
import type { Json } from './template/template';

export const BOOTSTRAP_STACK = 'CDKToolkit';
/** The CDK's default qualifier. */
const QUALIFIER = 'hnb659fds';
const VERSION = '33';

type Place = Pick<Call, 'world' | 'accountId' | 'region'>;

interface Made {
  readonly type: string;
  readonly nameProperty: string;
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

/**
 * The stack of `cdk bootstrap --trust <management account>`: every account counts as bootstrapped in every region. It has the
 * outputs that others refer to; its resources exist from the start. It is created when it is first read.
 */
export function bootstrapStack({ world, accountId, region }: Place): Stack {
  const now = world.clock.now();
  const body = JSON.stringify({
    Description: 'This stack includes resources needed to deploy AWS CDK apps into this environment',
    Parameters: Object.fromEntries(Object.keys(parametersOf(world)).map((key) => [key, { Type: 'String' }])),
    Resources: Object.fromEntries(
      Object.entries(madeIn(accountId, region, world.partition)).map(([id, { type, nameProperty, name }]) => [
        id,
        { Type: type, Properties: { [nameProperty]: name } },
      ]),
    ),
  });
  const stack: Stack = {
    id: `arn:${world.partition}:cloudformation:${region}:${accountId}:stack/${BOOTSTRAP_STACK}/${ids.uuid()}`,
    name: BOOTSTRAP_STACK,
    account: accountId,
    region,
    status: 'CREATE_COMPLETE',
    createdAt: now,
    deployed: {
      body,
      parameters: Object.entries(parametersOf(world)).map(([key, value]) => ({ key, value, noEcho: false })),
      tags: [],
      capabilities: ['CAPABILITY_NAMED_IAM'],
      notificationArns: [],
    },
    outputs: outputsOf(accountId, region, world.partition),
    terminationProtection: false,
    events: [],
    changeSets: new Map(),
    imports: [],
    operationId: ids.uuid(),
    resources: resourcesOf(accountId, region, world.partition, now),
  };
  world.state.at(stacks, accountId, region).set(stack.id, stack);
  return stack;
}

const parametersOf = ({ organization, partition }: Place['world']): Record<string, string> => ({
  TrustedAccounts: organization.managementAccountId,
  TrustedAccountsForLookup: '',
  CloudFormationExecutionPolicies: `arn:${partition}:iam::aws:policy/AdministratorAccess`,
  FileAssetsBucketKmsKeyId: 'AWS_MANAGED_KEY',
  Qualifier: QUALIFIER,
  PublicAccessBlockConfiguration: 'true',
  BootstrapVariant: 'AWS CDK: Default Resources',
});

function madeIn(account: string, region: string, partition: string): Record<string, Made> {
  const place = `${account}-${region}`;
  const bucket = `cdk-${QUALIFIER}-assets-${place}`;
  const role = (kind: string): Made => {
    const name = `cdk-${QUALIFIER}-${kind}-role-${place}`;
    const attributes = { Arn: `arn:${partition}:iam::${account}:role/${name}` };
    return { type: 'AWS::IAM::Role', nameProperty: 'RoleName', name, attributes };
  };
  return {
    StagingBucket: {
      type: 'AWS::S3::Bucket',
      nameProperty: 'BucketName',
      name: bucket,
      attributes: bucketAttributes(bucket, region, partition),
    },
    FilePublishingRole: role('file-publishing'),
    ImagePublishingRole: role('image-publishing'),
    LookupRole: role('lookup'),
    DeploymentActionRole: role('deploy'),
    CloudFormationExecutionRole: role('cfn-exec'),
    CdkBootstrapVersion: {
      type: 'AWS::SSM::Parameter',
      nameProperty: 'Name',
      name: `/cdk-bootstrap/${QUALIFIER}/version`,
    },
  };
}

function resourcesOf(
  account: string,
  region: string,
  partition: string,
  timestamp: number,
): Map<string, StackResource> {
  return new Map(
    Object.entries(madeIn(account, region, partition)).map(
      ([logicalId, { type, nameProperty, name, attributes = {} }]) => {
        const properties: Record<string, Json> = { [nameProperty]: name };
        const definition = { Type: type, Properties: properties };
        const status = 'CREATE_COMPLETE';
        return [
          logicalId,
          {
            logicalId,
            type,
            physicalId: name,
            status,
            timestamp,
            properties,
            attributes,
            definition,
            dependencies: [],
          },
        ];
      },
    ),
  );
}

function outputsOf(account: string, region: string, partition: string): Stack['outputs'] {
  const bucket = `cdk-${QUALIFIER}-assets-${account}-${region}`;
  return [
    { OutputKey: 'BucketName', OutputValue: bucket },
    { OutputKey: 'BucketDomainName', OutputValue: bucketAttributes(bucket, region, partition).RegionalDomainName },
    { OutputKey: 'BootstrapVersion', OutputValue: VERSION },
  ];
}
