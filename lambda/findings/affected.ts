import { identities } from './actor';
import type { Finding } from './finding';
import { listAt, numberAt, textAt, valueAt } from './json-values';

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
  | 'resource';

export interface Affected {
  readonly kind: AffectedKind;
  readonly name: string;
}

type Reader = (resource: unknown) => string | undefined;

/** From the narrowest to the widest: a bucket's object says more than the key that touched it. */
const READERS: readonly (readonly [AffectedKind, Reader])[] = [
  ['object', objectName],
  ['bucket', (resource) => textAt(listAt(resource, 's3BucketDetails')[0], 'name')],
  ['function', (resource) => textAt(resource, 'lambdaDetails', 'functionName')],
  ['database', (resource) => textAt(resource, 'rdsDbInstanceDetails', 'dbInstanceIdentifier')],
  ['database', (resource) => textAt(resource, 'rdsLimitlessDbDetails', 'dbShardGroupIdentifier')],
  ['workload', workloadName],
  ['cluster', (resource) => textAt(resource, 'eksClusterDetails', 'name')],
  ['ecsTask', (resource) => lastPart(textAt(resource, 'ecsClusterDetails', 'taskDetails', 'arn'))],
  ['ecsCluster', (resource) => textAt(resource, 'ecsClusterDetails', 'name')],
  ['container', (resource) => textAt(resource, 'containerDetails', 'name')],
  ['instance', instanceName],
  ['volume', (resource) => lastPart(textAt(firstVolume(resource), 'volumeArn'))],
  ['snapshot', (resource) => lastPart(textAt(resource, 'ebsSnapshotDetails', 'snapshotArn'))],
  ['machineImage', (resource) => lastPart(textAt(resource, 'ec2ImageDetails', 'imageArn'))],
  ['recoveryPoint', (resource) => textAt(resource, 'recoveryPointDetails', 'recoveryPointArn')],
  ['guardrail', guardrailName],
  ['model', (resource) => textAt(listAt(resource, 'modelDetails')[0], 'modelId')],
];

/** What is affected; undefined if the finding names nothing. */
export function affectedOf(finding: Finding): Affected | undefined {
  const resource = valueAt(finding.body, 'resource');
  for (const [kind, read] of READERS) {
    const name = read(resource);
    if (name !== undefined) return { kind, name };
  }
  const sequence = listAt(finding.body, 'service', 'detection', 'sequence', 'resources');
  const keys = sequence.filter((one) => textAt(one, 'resourceType') === 'ACCESS_KEY');
  const others = sequence.filter((one) => !keys.includes(one));
  const names = others.flatMap((one) => textAt(one, 'name') ?? lastPart(textAt(one, 'uid')) ?? []);
  if (names.length > 0) return { kind: 'resource', name: [...new Set(names)].slice(0, 5).join(', ') };
  const [actor] = identities(finding);
  const hasCredentials = keys.length > 0 || valueAt(resource, 'accessKeyDetails') !== undefined;
  return actor && hasCredentials ? { kind: 'credentials', name: actor.name } : undefined;
}

/** What was done, in AWS's words: `CreateUser (iam.amazonaws.com)`, `DNS evil.example`; undefined if the finding does not say. */
export function actionOf(finding: Finding): string | undefined {
  const action = valueAt(finding.body, 'service', 'action');
  const api = textAt(action, 'awsApiCallAction', 'api');
  if (api) return withNote(api, textAt(action, 'awsApiCallAction', 'serviceName'));
  const domain = textAt(action, 'dnsRequestAction', 'domain');
  if (domain) return `DNS ${domain}`;
  const verb = textAt(action, 'kubernetesApiCallAction', 'verb');
  if (verb) return `${verb} ${textAt(action, 'kubernetesApiCallAction', 'requestUri') ?? ''}`.trim();
  const connection = valueAt(action, 'networkConnectionAction');
  if (connection !== undefined) return connectionText(connection);
  const process = valueAt(finding.body, 'service', 'runtimeDetails', 'process');
  return textAt(process, 'executablePath') ?? textAt(process, 'name') ?? textAt(action, 'actionType');
}

function connectionText(connection: unknown): string {
  const parts = [textAt(connection, 'connectionDirection'), textAt(connection, 'protocol')];
  const port = numberAt(connection, 'localPortDetails', 'port');
  const remote = numberAt(connection, 'remotePortDetails', 'port');
  const ports = [port !== undefined && `local ${port}`, remote !== undefined && `remote ${remote}`].filter(Boolean);
  return withNote(parts.filter((part) => part !== undefined).join(' ') || 'connection', ports.join(', ') || undefined);
}

function withNote(text: string, note: string | undefined): string {
  return note === undefined ? text : `${text} (${note})`;
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
