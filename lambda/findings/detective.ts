import { consoleHost, linkPart } from './console';
import type { DetectiveAbsence, FindingsDesired } from './desired';
import type { Entity, EntityKind } from './entities';
import { type Finding, UNKNOWN } from './finding';

/** Whether Detective shows what happened in an account and region, or why not. */
export type Coverage =
  | { readonly state: 'shown' }
  /** Detective is not in that region; without a reason if the rollout does not govern it */
  | { readonly state: 'notInRegion'; readonly region: string; readonly because: DetectiveAbsence | undefined }
  /** the account is not an enabled member of the graph; with its status if it is a member */
  | { readonly state: 'notEnabled'; readonly status: string | undefined }
  /** the members could not be read */
  | { readonly state: 'notKnown' };

/** Member account → its status in the graph of the finding's region; undefined if it could not be read. */
export type GraphMembers = ReadonlyMap<string, string> | undefined;

/** A link into Detective, or why there is none. */
export type DetectiveLink = { readonly url: string } | { readonly reason: Reason };

/** Why Detective cannot show something; each language has its words for it. */
export type Reason =
  | Exclude<Coverage, { readonly state: 'shown' }>
  | { readonly state: 'archived' | 'tooOld' | 'notIdentified' };

const HOUR = 3_600_000;
/** "within the last 365 days" */
const REACH = 365 * 24 * HOUR;

/** longer texts are not AWS's ids, and their links would not fit into a message */
const LONGEST_ID = 512;

const NAMESPACES: Readonly<Record<EntityKind, string>> = {
  account: 'AwsAccount',
  user: 'AwsUser',
  role: 'AwsRole',
  roleSession: 'AwsRoleSession',
  federatedUser: 'FederatedUser',
  instance: 'Ec2Instance',
  ipAddress: 'IpAddress',
  bucket: 'S3Bucket',
  cluster: 'ContainerCluster',
  pod: 'ContainerPod',
  subject: 'KubernetesSubject',
  containerImage: 'ContainerImage',
};

/** Whether Detective shows an account in a region. */
export function coverageOf(
  desired: Pick<FindingsDesired, 'administrator' | 'detective'>,
  place: { readonly region: string; readonly accountId: string },
  members: GraphMembers,
): Coverage {
  const here = Object.hasOwn(desired.detective, place.region) ? desired.detective[place.region] : undefined;
  if (here !== true) return { state: 'notInRegion', region: place.region, because: here };
  if (place.accountId === desired.administrator) return { state: 'shown' };
  if (members === undefined) return { state: 'notKnown' };
  const status = members.get(place.accountId);
  return status === 'ENABLED' ? { state: 'shown' } : { state: 'notEnabled', status };
}

/** The finding in Detective, which shows neither archived findings nor activity older than a year. */
export function detectiveFindingLink(finding: Finding, coverage: Coverage, now: number): DetectiveLink {
  if (coverage.state !== 'shown') return { reason: coverage };
  if (finding.archived) return { reason: { state: 'archived' } };
  if (finding.id === UNKNOWN || finding.id.startsWith('event-')) return { reason: { state: 'notIdentified' } };
  return link(finding, `findings/${linkPart(finding.id)}`, now);
}

/** An entity's profile in Detective, for the time of the finding. */
export function detectiveEntityLink(finding: Finding, entity: Entity, coverage: Coverage, now: number): DetectiveLink {
  if (coverage.state !== 'shown') return { reason: coverage };
  if (entity.instanceId === undefined || entity.instanceId.length > LONGEST_ID)
    return { reason: { state: 'notIdentified' } };
  return link(finding, `entities/${NAMESPACES[entity.kind]}/${encoded(entity.instanceId)}`, now);
}

/** AWS leaves these characters of an id unencoded; every other character must not end the path. */
function encoded(id: string): string {
  return linkPart(id).replace(/%(3A|40|2F)/g, (code) => decodeURIComponent(code));
}

function link({ partition, region, firstSeen, lastSeen }: Finding, path: string, now: number): DetectiveLink {
  const first = firstSeen ?? lastSeen ?? now;
  const last = Math.max(first, lastSeen ?? first);
  if (last < now - REACH) return { reason: { state: 'tooOld' } };
  // whole hours around the activity, so that its first and last minute are included
  const start = Math.max(Math.floor(first / HOUR) * HOUR, Math.ceil((now - REACH) / HOUR) * HOUR);
  const end = Math.max(Math.ceil(last / HOUR) * HOUR, start + HOUR);
  const scope = `scopeStart=${start / 1000}&scopeEnd=${end / 1000}`;
  const where = linkPart(region);
  return { url: `https://${consoleHost(partition)}/detective/home?region=${where}#${path}?${scope}` };
}
