import { listAt, numberAt, textAt, timeAt, valueAt } from '../json-values';
import { canonical } from './canonical';

/** The security product that a finding of Security Hub is from, in ASFF or OCSF; undefined for everything else. */
export function productOf(value: unknown): string | undefined {
  const finding = canonical(value);
  const arn = textAt(finding, 'productArn') ?? textAt(finding, 'metadata', 'product', 'uid');
  if (arn !== undefined && /\/aws\/guardduty$/.test(arn)) return 'GuardDuty';
  const isOcsf = valueAt(finding, 'findingInfo') !== undefined;
  if (textAt(finding, 'productArn') === undefined && !isOcsf) return undefined;
  return textAt(finding, 'productName') ?? textAt(finding, 'metadata', 'product', 'name') ?? arn ?? 'another product';
}

/**
 * GuardDuty's finding in a finding of Security Hub, as far as it has it. Id, type, identity and time are GuardDuty's own, so
 * that both are one event.
 */
export function importedFinding(value: unknown): unknown {
  const finding = canonical(value);
  return valueAt(finding, 'findingInfo') === undefined ? fromAsff(finding) : fromOcsf(finding);
}

function fromOcsf(finding: unknown): unknown {
  const info = valueAt(finding, 'findingInfo');
  const resources = listAt(finding, 'resources');
  const key = resources.map((one) => valueAt(one, 'data')).find((data) => valueAt(data, 'principalId') !== undefined);
  return {
    arn: textAt(info, 'uid'),
    id: textAt(info, 'uidAlt'),
    type: textAt(info, 'types', '0'),
    accountId: textAt(finding, 'cloud', 'account', 'uid'),
    region: textAt(finding, 'cloud', 'region'),
    title: textAt(info, 'title'),
    description: textAt(info, 'desc'),
    severity: textAt(finding, 'vendorAttributes', 'severity') ?? textAt(finding, 'severity'),
    createdAt: isoAt(info, 'createdTime'),
    updatedAt: isoAt(info, 'modifiedTime'),
    resource: {
      ...typedResources(resources.map((one) => ({ type: textAt(one, 'type'), id: textAt(one, 'uid') }))),
      ...(key === undefined ? {} : { resourceType: 'AccessKey', accessKeyDetails: key }),
    },
    service: {
      serviceName: 'guardduty',
      count: numberAt(finding, 'count'),
      eventFirstSeen: isoAt(info, 'firstSeenTime'),
      eventLastSeen: isoAt(info, 'lastSeenTime'),
      action: ocsfAction(listAt(finding, 'evidences')[0]),
    },
  };
}

/** OCSF has each time as a number, and most of them as text too. */
function isoAt(info: unknown, name: string): string | undefined {
  const time = timeAt(info, `${name}Dt`) ?? timeAt(info, name);
  return time === undefined ? undefined : new Date(time).toISOString();
}

function ocsfAction(evidence: unknown): unknown {
  const ipAddressV4 = textAt(evidence, 'srcEndpoint', 'ip');
  const remoteIpDetails = ipAddressV4 === undefined ? {} : { remoteIpDetails: { ipAddressV4 } };
  const api = textAt(evidence, 'api', 'operation');
  const domain = textAt(evidence, 'query', 'hostname');
  if (api !== undefined)
    return {
      actionType: 'AWS_API_CALL',
      awsApiCallAction: { api, serviceName: textAt(evidence, 'api', 'service', 'name'), ...remoteIpDetails },
    };
  if (domain !== undefined) return { actionType: 'DNS_REQUEST', dnsRequestAction: { domain } };
  return ipAddressV4 === undefined ? undefined : { networkConnectionAction: remoteIpDetails };
}

function fromAsff(finding: unknown): unknown {
  const arn = textAt(finding, 'id');
  const fields = nested(valueAt(finding, 'productFields'));
  const [resource] = listAt(finding, 'resources');
  const key = valueAt(resource, 'details', 'awsIamAccessKey');
  return {
    arn,
    type: asffType(textAt(finding, 'types', '0')),
    accountId: textAt(finding, 'awsAccountId'),
    region: textAt(finding, 'region'),
    title: textAt(finding, 'title'),
    description: textAt(finding, 'description'),
    severity: valueAt(finding, 'severity'),
    createdAt: textAt(finding, 'createdAt'),
    updatedAt: textAt(finding, 'updatedAt'),
    resource: {
      ...typedResources(
        listAt(finding, 'resources').map((one) => ({ type: textAt(one, 'type'), id: textAt(one, 'id') })),
      ),
      ...(key === undefined
        ? {}
        : {
            accessKeyDetails: {
              accessKeyId: textAt(resource, 'id')?.split(':').at(-1),
              principalId: textAt(key, 'principalId'),
              userName: textAt(key, 'principalName'),
              userType: textAt(key, 'principalType'),
            },
          }),
    },
    service: {
      serviceName: 'guardduty',
      ...Object(valueAt(fields, 'service')),
      eventFirstSeen: textAt(finding, 'firstObservedAt') ?? textAt(fields, 'service', 'eventFirstSeen'),
      eventLastSeen: textAt(finding, 'lastObservedAt') ?? textAt(fields, 'service', 'eventLastSeen'),
    },
  };
}

/** ASFF has a slash only between categories: `TTPs/Discovery/Recon:EC2-Portscan` is `Recon:EC2/Portscan`. */
function asffType(written: string | undefined): string | undefined {
  return written
    ?.split('/')
    .at(-1)
    ?.replace(/^([^:]+:[^-]+)-/, '$1/');
}

/** The fields of GuardDuty, whose names in ASFF are paths: `aws/guardduty/service/count`. */
function nested(fields: unknown): unknown {
  const root = new Map<string, unknown>();
  for (const [path, value] of Object.entries(Object(fields))) {
    const names = path.replace(/^aws\/guardduty\//, '').split('/');
    if (!path.startsWith('aws/guardduty/') || names.length > 12) continue;
    let at = root;
    for (const name of names.slice(0, -1)) {
      const below = at.get(name);
      const next = below instanceof Map ? below : new Map<string, unknown>();
      at.set(name, next);
      at = next;
    }
    at.set(names.at(-1) ?? '', value);
  }
  return plain(root);
}

function plain(value: unknown): unknown {
  if (!(value instanceof Map)) return value;
  return Object.fromEntries([...value].map(([name, below]) => [name, plain(below)]));
}

/** What Security Hub calls a kind of resource, in either format, and where GuardDuty has its name. */
function typedResources(resources: readonly { readonly type?: string; readonly id?: string }[]): object {
  const ids = (kind: RegExp) =>
    resources.flatMap(({ type, id }) => (type !== undefined && id !== undefined && kind.test(type) ? [id] : []));
  const name = (kind: RegExp) => ids(kind)[0]?.split(/[:/]/).at(-1);
  const instanceId = name(/Ec2:*Instance$/i);
  const buckets = ids(/S3:*Bucket$/i).map((id) => ({ name: id.split(':').at(-1) }));
  const cluster = name(/Eks:*Cluster$/i);
  const functionName = name(/Lambda:*Function$/i);
  const database = name(/Rds:*DB:*Instance$/i);
  return {
    ...(instanceId === undefined ? {} : { resourceType: 'Instance', instanceDetails: { instanceId } }),
    ...(cluster === undefined ? {} : { resourceType: 'EKSCluster', eksClusterDetails: { name: cluster } }),
    ...(functionName === undefined ? {} : { resourceType: 'Lambda', lambdaDetails: { functionName } }),
    ...(database === undefined
      ? {}
      : { resourceType: 'RDSDBInstance', rdsDbInstanceDetails: { dbInstanceIdentifier: database } }),
    ...(buckets.length === 0 ? {} : { resourceType: 'S3Bucket', s3BucketDetails: buckets }),
  };
}
