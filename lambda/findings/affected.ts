import { identities } from './actor';
import type { Finding } from './finding';
import { listAt, textAt, valueAt } from './json-values';

/** The kinds of resources that a finding can be about and that we have a word for. */
export type AffectedKind =
  | 'instance'
  | 'bucket'
  | 'object'
  | 'workload'
  | 'cluster'
  | 'ecsTask'
  | 'ecsCluster'
  | 'container'
  | 'function'
  | 'database'
  | 'volume'
  | 'snapshot'
  | 'machineImage'
  | 'recoveryPoint'
  | 'guardrail'
  | 'model'
  | 'credentials'
  | 'publicAccess'
  | 'resource';

export interface Affected {
  readonly kind: AffectedKind;
  readonly name: string;
}

type Reader = (resource: unknown) => string | undefined;

/** From the narrowest to the widest: a bucket's object says more than the key that touched it. */
const READERS: readonly (readonly [AffectedKind, Reader])[] = [
  ['object', objectName],
  ['bucket', bucketNames],
  ['function', (resource) => textAt(resource, 'lambdaDetails', 'functionName')],
  ['database', (resource) => textAt(resource, 'rdsDbInstanceDetails', 'dbInstanceIdentifier')],
  ['database', (resource) => textAt(resource, 'rdsLimitlessDbDetails', 'dbShardGroupIdentifier')],
  ['workload', workloadName],
  ['cluster', (resource) => textAt(resource, 'eksClusterDetails', 'name')],
  ['ecsTask', (resource) => lastPart(textAt(resource, 'ecsClusterDetails', 'taskDetails', 'arn'))],
  ['ecsCluster', (resource) => textAt(resource, 'ecsClusterDetails', 'name')],
  ['container', containerName],
  ['instance', instanceName],
  ['volume', (resource) => lastPart(textAt(firstVolume(resource), 'volumeArn'))],
  ['snapshot', (resource) => lastPart(textAt(resource, 'ebsSnapshotDetails', 'snapshotArn'))],
  ['machineImage', (resource) => lastPart(textAt(resource, 'ec2ImageDetails', 'imageArn'))],
  ['recoveryPoint', (resource) => textAt(resource, 'recoveryPointDetails', 'recoveryPointArn')],
  ['guardrail', guardrailName],
  ['model', (resource) => textAt(listAt(resource, 'modelDetails')[0], 'modelId')],
];

/** What each type of resource is about, in order: findings about credentials carry the instance and the buckets, too. */
const ABOUT: Readonly<Record<string, readonly AffectedKind[]>> = {
  AccessKey: ['credentials'],
  Instance: ['instance'],
  S3Bucket: ['object', 'bucket'],
  S3Object: ['object', 'bucket'],
  EKSCluster: ['workload', 'cluster'],
  KubernetesCluster: ['workload', 'cluster'],
  ECSCluster: ['ecsTask', 'ecsCluster'],
  Container: ['container'],
  RDSDBInstance: ['database'],
  RDSLimitlessDB: ['database'],
  Lambda: ['function'],
  EBSVolume: ['volume'],
  EBSSnapshot: ['snapshot'],
  EC2AMI: ['machineImage'],
  RecoveryPoint: ['recoveryPoint'],
};

/** The type of resource that the second part of a finding's type implies, for findings that do not say it. */
const IMPLIED: Readonly<Record<string, string>> = {
  IAMUser: 'AccessKey',
  EC2: 'Instance',
  S3: 'S3Bucket',
  Kubernetes: 'EKSCluster',
  ECS: 'ECSCluster',
  Container: 'Container',
  RDS: 'RDSDBInstance',
  Lambda: 'Lambda',
};

const MAX_NAMES = 5;

/** What is affected, as the finding's type of resource says; undefined if the finding names nothing. */
export function affectedOf(finding: Finding): Affected | undefined {
  const { resourceType, type, accountId } = finding;
  if (/:S3\/AccountBlockPublicAccess/.test(type)) return { kind: 'publicAccess', name: accountId };
  const resource = valueAt(finding.body, 'resource');
  const implied = /:(\w+)\//.exec(type)?.[1] ?? '';
  const written = Object.hasOwn(ABOUT, resourceType) ? resourceType : IMPLIED[implied];
  for (const kind of ABOUT[written ?? ''] ?? []) {
    const found = kind === 'credentials' ? credentialsOf(finding) : nameOf(kind, resource);
    if (found !== undefined) return { kind, name: found };
  }
  return inSequence(finding) ?? anyOf(finding, resource);
}

function nameOf(kind: AffectedKind, resource: unknown): string | undefined {
  for (const [of, read] of READERS) {
    const name = of === kind ? read(resource) : undefined;
    if (name !== undefined) return name;
  }
  return undefined;
}

/** What an attack sequence names, apart from keys. */
function inSequence(finding: Finding): Affected | undefined {
  const sequence = listAt(finding.body, 'service', 'detection', 'sequence', 'resources');
  const others = sequence.filter((one) => textAt(one, 'resourceType') !== 'ACCESS_KEY');
  const names = others.flatMap((one) => textAt(one, 'name') ?? lastPart(textAt(one, 'uid')) ?? []);
  const shown = [...new Set(names)].slice(0, MAX_NAMES);
  if (shown.length > 0) return { kind: 'resource', name: shown.join(', ') };
  const name = sequence.length > 0 ? credentialsOf(finding) : undefined;
  return name === undefined ? undefined : { kind: 'credentials', name };
}

/** What the blocks of a finding name: an attack sequence without its sequence may have several. */
function anyOf(finding: Finding, resource: unknown): Affected | undefined {
  const found = READERS.flatMap(([kind, read]): Affected[] => {
    const name = read(resource);
    return name === undefined ? [] : [{ kind, name }];
  });
  const [first] = found;
  if (first !== undefined && finding.type.startsWith('AttackSequence:') && found.length > 1)
    return { kind: 'resource', name: [...new Set(found.map(({ name }) => name))].slice(0, MAX_NAMES).join(', ') };
  const name = valueAt(resource, 'accessKeyDetails') === undefined ? undefined : credentialsOf(finding);
  return first ?? (name === undefined ? undefined : { kind: 'credentials', name });
}

function credentialsOf(finding: Finding): string | undefined {
  return identities(finding)[0]?.name;
}

function withNote(text: string, note: string | undefined): string {
  return note === undefined ? text : `${text} (${note})`;
}

function bucketNames(resource: unknown): string | undefined {
  const names = listAt(resource, 's3BucketDetails').flatMap((bucket) => textAt(bucket, 'name') ?? []);
  return names.length === 0 ? undefined : [...new Set(names)].slice(0, MAX_NAMES).join(', ');
}

function containerName(resource: unknown): string | undefined {
  const [container] = listAt(resource, 'containerDetails');
  return textAt(container, 'name') ?? textAt(container, 'id') ?? textAt(container, 'image');
}

function objectName(resource: unknown): string | undefined {
  const [bucket] = listAt(resource, 's3BucketDetails');
  const [object] = listAt(bucket, 's3ObjectDetails');
  const key = textAt(object, 'key');
  return key === undefined ? undefined : `${textAt(bucket, 'name') ?? ''}/${key}`;
}

function workloadName(resource: unknown): string | undefined {
  const workload = valueAt(resource, 'kubernetesDetails', 'kubernetesWorkloadDetails');
  const name = textAt(workload, 'name');
  if (name === undefined) return undefined;
  const parts = [textAt(resource, 'eksClusterDetails', 'name'), textAt(workload, 'namespace'), name];
  return parts.filter((part) => part !== undefined).join('/');
}

function instanceName(resource: unknown): string | undefined {
  const id = textAt(resource, 'instanceDetails', 'instanceId');
  const tags = listAt(resource, 'instanceDetails', 'tags');
  const name = tags.find((tag) => textAt(tag, 'key') === 'Name');
  return id === undefined ? undefined : withNote(id, textAt(name, 'value'));
}

/** AWS added the list later, and deprecated the single guardrail. */
function guardrailName(resource: unknown): string | undefined {
  const details = valueAt(resource, 'bedrockGuardrailDetails');
  return textAt(listAt(details, 'guardrails')[0], 'arn') ?? textAt(details, 'guardrailArn');
}

function firstVolume(resource: unknown): unknown {
  return (
    listAt(resource, 'ebsVolumeDetails', 'scannedVolumeDetails')[0] ??
    listAt(resource, 'ebsVolumeDetails', 'skippedVolumeDetails')[0]
  );
}

function lastPart(arn: string | undefined): string | undefined {
  return arn?.split('/').at(-1);
}
