import { createHash } from 'node:crypto';
import { detectorArn } from '../detector';
import type { Finding } from './finding';
import { FINDING_TYPES } from './finding-types';

interface Owner {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly detectorId: string;
  /** ISO */
  readonly now: string;
}

/** The id of a detector's sample finding of a type: always the same, so that the next one is a repeat. */
export function sampleId(detectorId: string, type: string): string {
  return createHash('md5').update(`${detectorId}/${type}`).digest('hex');
}

/** A sample finding of a type, as CreateSampleFindings creates it. */
export function sampleFinding(type: string, id: string, owner: Owner): Finding {
  const known = FINDING_TYPES.get(type);
  const resourceType = known?.resourceType ?? 'Instance';
  const seconds = `${owner.now.slice(0, 19)}Z`;
  return {
    schemaVersion: '2.0',
    accountId: owner.account,
    region: owner.region,
    partition: owner.partition,
    id,
    arn: `${detectorArn(owner.partition, owner.region, owner.account, owner.detectorId)}/finding/${id}`,
    type,
    severity: known?.severity ?? 5,
    title: `[SAMPLE] ${titleOf(type)}`,
    description: `A sample of the finding type ${type}, as GuardDuty generates them.`,
    createdAt: owner.now,
    updatedAt: owner.now,
    resource: { resourceType, ...(RESOURCES[resourceType]?.(owner) ?? {}) },
    service: {
      serviceName: 'guardduty',
      detectorId: owner.detectorId,
      action: actionOf(type),
      resourceRole: 'TARGET',
      additionalInfo: { type: 'default', value: '{"sample":true}', sample: true },
      eventFirstSeen: seconds,
      eventLastSeen: seconds,
      archived: false,
      count: 1,
    },
  };
}

/** `Recon:EC2/PortProbeUnprotectedPort` → "PortProbeUnprotectedPort: Recon of EC2." */
function titleOf(type: string): string {
  const [, purpose = '', resource = '', name = ''] = /^([^:]*):([^/]*)\/(.*)$/.exec(type) ?? [];
  return name ? `${name}: ${purpose} of ${resource}.` : `${type}.`;
}

const REMOTE = {
  ipAddressV4: '198.51.100.0',
  organization: { asn: '-1', asnOrg: 'GeneratedFindingASNOrg', isp: 'GeneratedFindingISP', org: 'GeneratedFindingORG' },
  country: { countryName: 'GeneratedFindingCountryName' },
  city: { cityName: 'GeneratedFindingCityName' },
  geoLocation: { lat: 0, lon: 0 },
};

function actionOf(type: string): Record<string, unknown> {
  if (/!DNS|Domain|DNS/.test(type))
    return {
      actionType: 'DNS_REQUEST',
      dnsRequestAction: { domain: 'GeneratedFindingDomainName', protocol: 'UDP', blocked: false },
    };
  if (/:(IAMUser|IAM|S3|Kubernetes)\//.test(type))
    return {
      actionType: 'AWS_API_CALL',
      awsApiCallAction: {
        api: 'GeneratedFindingAPIName',
        serviceName: 'GeneratedFindingAPIServiceName',
        callerType: 'Remote IP',
        remoteIpDetails: REMOTE,
        affectedResources: {},
      },
    };
  if (/:RDS\//.test(type))
    return { actionType: 'RDS_LOGIN_ATTEMPT', rdsLoginAttemptAction: { remoteIpDetails: REMOTE } };
  return {
    actionType: 'NETWORK_CONNECTION',
    networkConnectionAction: {
      connectionDirection: 'INBOUND',
      protocol: 'TCP',
      blocked: false,
      localPortDetails: { port: 80, portName: 'HTTP' },
      remotePortDetails: { port: 39677, portName: 'Unknown' },
      remoteIpDetails: REMOTE,
    },
  };
}

const ACCESS_KEY = {
  accessKeyId: 'GeneratedFindingAccessKeyId',
  principalId: 'GeneratedFindingPrincipalId',
  userType: 'IAMUser',
  userName: 'GeneratedFindingUserName',
};

/** The resource in a sample finding. */
const RESOURCES: Readonly<Record<string, (owner: Owner) => Record<string, unknown>>> = {
  AccessKey: () => ({ accessKeyDetails: ACCESS_KEY }),
  Instance: ({ region }) => ({
    instanceDetails: {
      instanceId: 'i-99999999',
      instanceType: 'm3.xlarge',
      availabilityZone: `${region}a`,
      imageId: 'ami-99999999',
      instanceState: 'running',
      tags: [{ key: 'GeneratedFindingInstanceTag1', value: 'GeneratedFindingInstanceValue1' }],
      networkInterfaces: [{ privateIpAddress: '10.0.0.1', publicIp: '198.51.100.0', ipv6Addresses: [] }],
    },
  }),
  S3Bucket: ({ partition }) => ({
    accessKeyDetails: ACCESS_KEY,
    s3BucketDetails: [
      { name: 'amzn-s3-demo-bucket', arn: `arn:${partition}:s3:::amzn-s3-demo-bucket`, type: 'Destination', tags: [] },
    ],
  }),
  EKSCluster: ({ partition, region, account }) => ({
    accessKeyDetails: ACCESS_KEY,
    eksClusterDetails: {
      name: 'GeneratedFindingEKSClusterName',
      arn: `arn:${partition}:eks:${region}:${account}:cluster/GeneratedFindingEKSClusterName`,
      status: 'ACTIVE',
      tags: [],
    },
    kubernetesDetails: { kubernetesUserDetails: { username: 'GeneratedFindingUserName', groups: [] } },
  }),
  ECSCluster: ({ partition, region, account }) => ({
    ecsClusterDetails: {
      name: 'GeneratedFindingECSClusterName',
      arn: `arn:${partition}:ecs:${region}:${account}:cluster/GeneratedFindingECSClusterName`,
      status: 'ACTIVE',
    },
  }),
  RDSDBInstance: ({ partition, region, account }) => ({
    rdsDbInstanceDetails: {
      dbInstanceIdentifier: 'GeneratedFindingDBInstanceId',
      dbInstanceArn: `arn:${partition}:rds:${region}:${account}:db:GeneratedFindingDBInstanceId`,
      engine: 'Aurora PostgreSQL',
    },
    rdsDbUserDetails: { user: 'GeneratedFindingUserName', database: 'GeneratedFindingDatabaseName' },
  }),
  Lambda: ({ partition, region, account }) => ({
    lambdaDetails: {
      functionName: 'GeneratedFindingLambdaFunctionName',
      functionArn: `arn:${partition}:lambda:${region}:${account}:function:GeneratedFindingLambdaFunctionName`,
      tags: [],
    },
  }),
};
