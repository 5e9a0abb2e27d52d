import { type Identity, identities, remoteAddresses } from './actor';
import { distinctBy } from './distinct';
import { type Finding, UNKNOWN } from './finding';
import { listAt, textAt, valueAt } from './json-values';

export type EntityKind =
  | 'account'
  | 'user'
  | 'role'
  | 'roleSession'
  | 'federatedUser'
  | 'instance'
  | 'ipAddress'
  | 'bucket'
  | 'cluster'
  | 'pod'
  | 'subject'
  | 'containerImage';

/** Something in a finding that Detective has a profile of. */
export interface Entity {
  readonly kind: EntityKind;
  readonly name: string;
  /** the account whose membership in the graph decides whether Detective shows it */
  readonly accountId: string;
  /** Detective's id of it; undefined if the finding does not say enough to derive it */
  readonly instanceId: string | undefined;
}

/** A sequence may name hundreds; the rest is in the finding itself. */
const MAX = 40;
const LONGEST_NAME = 300;

/** Every entity in a finding, each once, its account first. */
export function entitiesOf(finding: Finding): Entity[] {
  const found = [
    ...(finding.accountId === UNKNOWN ? [] : [entity(finding, 'account', finding.accountId)]),
    ...identities(finding).flatMap((identity) => ofIdentity(finding, identity)),
    ...ofResource(finding, valueAt(finding.body, 'resource')),
    ...ofSequence(finding),
    ...remoteAddresses(finding).map(({ ip }) => entity(finding, 'ipAddress', ip)),
  ];
  const key = ({ kind, name, instanceId }: Entity) => `${kind} ${instanceId ?? name}`;
  return distinctBy(found, key)
    .slice(0, MAX)
    .map((one) => ({ ...one, name: one.name.slice(0, LONGEST_NAME) }));
}

function entity({ accountId }: Finding, kind: EntityKind, name: string, instanceId: string | undefined = name): Entity {
  return { kind, name, accountId, instanceId };
}

function ofIdentity(finding: Finding, { kind, name, principalId, accountId }: Identity): Entity[] {
  const owned = (one: EntityKind, shown: string, id: string | undefined): Entity => ({
    ...entity(finding, one, shown),
    accountId: accountId ?? finding.accountId,
    instanceId: id,
  });
  switch (kind) {
    case 'user':
    case 'federatedUser':
      return [owned(kind, name, principalId)];
    case 'role':
      return [owned('role', name, principalId?.split(':')[0])];
    case 'roleSession': {
      const role = owned('role', name.split('/')[0] ?? name, principalId?.split(':')[0]);
      // without the session's name the principal is the role alone
      return principalId?.includes(':') ? [role, owned('roleSession', name, principalId)] : [role];
    }
    default:
      return [];
  }
}

function ofResource(finding: Finding, resource: unknown): Entity[] {
  const instance = textAt(resource, 'instanceDetails', 'instanceId');
  const buckets = listAt(resource, 's3BucketDetails').flatMap((bucket) => textAt(bucket, 'name') ?? []);
  const cluster = textAt(resource, 'eksClusterDetails', 'name');
  return [
    ...(instance ? [entity(finding, 'instance', instance)] : []),
    ...buckets.map((bucket) => entity(finding, 'bucket', bucket)),
    ...(cluster ? ofCluster(finding, cluster, valueAt(resource, 'kubernetesDetails')) : []),
    ...imagesOf(resource).map((image) => ofImage(finding, image)),
  ];
}

function ofCluster(finding: Finding, cluster: string, kubernetes: unknown): Entity[] {
  const { accountId } = finding;
  const workload = valueAt(kubernetes, 'kubernetesWorkloadDetails');
  const uid = textAt(workload, 'uid');
  const pod = textAt(workload, 'type')?.toLowerCase().startsWith('pod') ? textAt(workload, 'name') : undefined;
  const subject = textAt(kubernetes, 'kubernetesUserDetails', 'username');
  return [
    entity(finding, 'cluster', cluster, `${cluster}~${accountId}~EKS`),
    ...(pod && uid ? [entity(finding, 'pod', pod, `${uid}~${cluster}~${accountId}~EKS`)] : []),
    ...(subject ? [entity(finding, 'subject', subject, `${subject}~${cluster}~${accountId}`)] : []),
  ];
}

function imagesOf(resource: unknown): string[] {
  const containers = [
    valueAt(resource, 'containerDetails'),
    ...listAt(resource, 'kubernetesDetails', 'kubernetesWorkloadDetails', 'containers'),
    ...listAt(resource, 'ecsClusterDetails', 'taskDetails', 'containers'),
  ];
  return containers.flatMap((container) => textAt(container, 'image') ?? []);
}

/** Detective knows an image by its digest: a tag alone could mean several. */
function ofImage(finding: Finding, image: string): Entity {
  const complete = /@sha256:[0-9a-f]{64}$/.test(image);
  return { ...entity(finding, 'containerImage', image), instanceId: complete ? image : undefined };
}

function ofSequence(finding: Finding): Entity[] {
  return listAt(finding.body, 'service', 'detection', 'sequence', 'resources').flatMap((resource): Entity[] => {
    const uid = textAt(resource, 'uid');
    const name = textAt(resource, 'name') ?? uid?.split(/[/:]/).at(-1);
    const accountId = textAt(resource, 'accountId') ?? finding.accountId;
    if (name === undefined) return [];
    const owned = (kind: EntityKind, id: string): Entity => ({ kind, name, accountId, instanceId: id });
    switch (textAt(resource, 'resourceType')) {
      case 'EC2_INSTANCE':
        return [owned('instance', /i-[0-9a-f]+$/.exec(uid ?? name)?.[0] ?? name)];
      case 'S3_BUCKET':
        return [owned('bucket', name)];
      case 'EKS_CLUSTER':
        return [owned('cluster', `${name}~${accountId}~EKS`)];
      case 'CONTAINER': {
        const image = textAt(resource, 'data', 'container', 'image');
        const digest = textAt(resource, 'data', 'container', 'imageUid');
        if (image === undefined) return [];
        return [ofImage(finding, image.includes('@') || digest === undefined ? image : `${image}@${digest}`)];
      }
      default:
        return [];
    }
  });
}
