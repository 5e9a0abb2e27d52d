import type { ActorKind } from '../acting';
import type { IdentityKind } from '../actor';
import type { AffectedKind } from '../affected';
import type { DetectiveAbsence } from '../desired';
import type { Reason } from '../detective';
import type { EntityKind } from '../entities';
import type { EvidenceKind } from '../evidence';
import type { Occurrence } from '../occurrence';
import type { SeverityWord } from '../severity';
import type { InvestigationWords } from './investigation';
import { investigationEn } from './investigation-en';

/** Our words in one language; the text of a finding stays as GuardDuty wrote it. */
export interface Words {
  readonly severity: Readonly<Record<SeverityWord, string>>;
  readonly labels: Readonly<Record<Label, string>>;
  readonly affected: Readonly<Record<AffectedKind, string>>;
  readonly identity: Readonly<Record<IdentityKind, string>>;
  readonly actor: Readonly<Record<ActorKind, string>>;
  readonly evidence: Readonly<Record<Exclude<EvidenceKind, 'detail'>, string>>;
  readonly entity: Readonly<Record<EntityKind, string>>;
  /** between the items of a list */
  readonly list: string;
  occurrence(occurrence: Occurrence): string;
  reason(reason: Reason): string;
  /** what happened to what, in one sentence */
  affects(what: string, account: string, regions: string): string;
  /** by whom, in one sentence */
  actedBy(who: string): string;
  from(who: string, address: string): string;
  /** between two sentences */
  readonly space: string;
  /** ends a text that was cut; the link to the full text is above it */
  readonly cut: string;
  readonly investigation: InvestigationWords;
  readonly sample: string;
  readonly noSuch: string;
}

export type Label =
  | 'type'
  | 'severity'
  | 'description'
  | 'account'
  | 'ou'
  | 'tags'
  | 'email'
  | 'region'
  | 'resource'
  | 'actor'
  | 'action'
  | 'evidence'
  | 'notInFinding'
  | 'firstSeen'
  | 'lastSeen'
  | 'occurrence'
  | 'indicators'
  | 'signs'
  | 'findingId'
  | 'openGuardDuty'
  | 'openDetective'
  | 'noDetective'
  | 'entities'
  | 'query'
  | 'remedy';

const reasons: Readonly<Record<Exclude<Reason['state'], 'notInRegion' | 'notEnabled'>, string>> = {
  notKnown: 'the members of the graph could not be read',
  archived: 'Detective does not show archived findings',
  tooOld: 'the activity is older than the 365 days that Detective keeps',
  notIdentified: 'the finding does not say enough to identify it there',
};

const absence: Readonly<Record<DetectiveAbsence | 'notRolledOut', (region: string) => string>> = {
  off: () => 'Detective is switched off in the configuration',
  notOffered: (region) => `Detective is not offered in ${region}`,
  leftOut: (region) => `the configuration leaves Detective out in ${region}`,
  notKnown: (region) => `Detective is not known to be offered in ${region}`,
  notRolledOut: (region) => `Detective is not rolled out in ${region}`,
};

const identity: Words['identity'] = {
  user: 'IAM user',
  roleSession: 'role session',
  role: 'role',
  federatedUser: 'federated user',
  root: 'root user',
  service: 'AWS service',
  identity: 'identity',
};

export const en: Words = {
  severity: { Critical: 'Critical', High: 'High', Medium: 'Medium', Low: 'Low', Unknown: 'Unknown severity' },
  labels: {
    type: 'Type',
    severity: 'Severity',
    description: 'Description',
    account: 'Account',
    ou: 'OU',
    tags: 'Tags',
    email: 'Account e-mail',
    region: 'Region',
    resource: 'Resource',
    actor: 'Actor',
    action: 'Action',
    evidence: 'Evidence',
    notInFinding: 'Not in the finding',
    firstSeen: 'First seen',
    lastSeen: 'Last seen',
    occurrence: 'Occurrence',
    indicators: 'Tactics and techniques',
    signs: 'Indicators',
    findingId: 'Finding id',
    openGuardDuty: 'Open in GuardDuty',
    openDetective: 'Investigate in Detective',
    noDetective: 'Not in Detective',
    entities: 'Profiles in Detective',
    query: 'Query for the actor',
    remedy: 'What to do (AWS)',
  },
  affected: {
    instance: 'EC2 instance',
    bucket: 'S3 bucket',
    object: 'S3 object',
    workload: 'Kubernetes workload',
    cluster: 'EKS cluster',
    ecsTask: 'ECS task',
    ecsCluster: 'ECS cluster',
    container: 'Container',
    function: 'Lambda function',
    database: 'Database',
    volume: 'EBS volume',
    snapshot: 'EBS snapshot',
    machineImage: 'AMI',
    recoveryPoint: 'Recovery point',
    guardrail: 'Bedrock guardrail',
    model: 'AI model',
    credentials: 'credentials of',
    publicAccess: 'S3 Block Public Access of account',
    resource: 'resources',
  },
  identity,
  actor: {
    ...identity,
    kubernetesUser: 'Kubernetes user',
    serviceAccount: 'Kubernetes service account',
    databaseUser: 'database user',
    process: 'process',
  },
  evidence: {
    threat: 'threat',
    file: 'file',
    hash: 'hash',
    threatList: 'threat list',
    container: 'container',
    image: 'image',
    process: 'process',
    library: 'library or module',
    model: 'model',
    guardrail: 'guardrail',
    object: 'S3 object',
    version: 'function version',
    accessKey: 'access key',
    userAgent: 'user agent',
    database: 'database',
  },
  list: ', ',
  entity: {
    account: 'Account',
    user: 'IAM user',
    role: 'Role',
    roleSession: 'Role session',
    federatedUser: 'Federated user',
    instance: 'EC2 instance',
    ipAddress: 'IP address',
    bucket: 'S3 bucket',
    cluster: 'EKS cluster',
    pod: 'Pod',
    subject: 'Kubernetes subject',
    containerImage: 'Container image',
  },
  occurrence({ kind, count, previousSeverity }) {
    if (kind === 'escalated') return `Escalated from severity ${previousSeverity}, seen ${times(count)}`;
    return kind === 'new' ? `New, seen ${times(count)}` : `Repeated, seen ${times(count)}`;
  },
  reason(reason) {
    if (reason.state === 'notInRegion') return absence[reason.because ?? 'notRolledOut'](reason.region);
    if (reason.state !== 'notEnabled') return reasons[reason.state];
    return reason.status === undefined
      ? 'the account is not a member of the graph'
      : `the account is not an enabled member of the graph (${reason.status})`;
  },
  affects: (what, account, regions) => `Affected: ${what} in account ${account}, ${regions}.`,
  actedBy: (who) => `Actor: ${who}.`,
  from: (who, address) => `${who} from ${address}`,
  space: ' ',
  cut: '… cut here; follow the GuardDuty link above for the full text',
  investigation: investigationEn,
  sample: 'SAMPLE',
  noSuch: 'unnamed resource',
};

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
