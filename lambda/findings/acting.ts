import { isOutbound } from './action';
import { type IdentityKind, identities } from './actor';
import { type Affected, affectedOf } from './affected';
import type { Finding } from './finding';
import { listAt, numberAt, textAt, textsAt, valueAt } from './json-values';

/** Kinds of those who act: identities of AWS, of a cluster or of a database, and processes. */
export type ActorKind = IdentityKind | 'kubernetesUser' | 'serviceAccount' | 'databaseUser' | 'process';

/** Who acted, by the name that their own log has. */
export interface Actor {
  readonly kind: ActorKind;
  readonly name: string;
}

const LONGEST = 300;
/** of a lineage and of names in a note */
const MAX_NAMES = 5;

/** Those who acted, the one closest to the activity first: a process, a user of the cluster or the database, then the identity. */
export function actorsOf(finding: Finding): Actor[] {
  const resource = valueAt(finding.body, 'resource');
  const near = [process(finding), kubernetesUser(resource), databaseUser(finding)].filter((one) => one !== undefined);
  const far = hasIdentity(finding) ? identities(finding).slice(0, 1) : [];
  return [...near, ...far].map(({ kind, name }) => ({ kind, name: name.slice(0, LONGEST) }));
}

/** The affected resource, if it acted itself and the finding does not name a process in it. */
export function actingResource(finding: Finding): Affected | undefined {
  return isOutbound(finding) ? affectedOf(finding) : undefined;
}

/** Whether the identity in a finding is the one that acted: a sample of a connection carries one, too, that has no part in it. */
function hasIdentity(finding: Finding): boolean {
  const action = valueAt(finding.body, 'service', 'action');
  const byNetwork = ['networkConnectionAction', 'dnsRequestAction', 'portProbeAction'];
  const isCall = valueAt(action, 'awsApiCallAction') !== undefined;
  if (isCall || ['AccessKey', 'unknown'].includes(finding.resourceType)) return true;
  if (valueAt(finding.body, 'service', 'runtimeDetails') !== undefined) return false;
  return !byNetwork.some((name) => valueAt(action, name) !== undefined);
}

/** `/tmp/x (pid 77, user www) ← /bin/sh ← nginx`. */
function process(finding: Finding): Actor | undefined {
  const process = valueAt(finding.body, 'service', 'runtimeDetails', 'process');
  const path = textAt(process, 'executablePath') ?? textAt(process, 'name');
  if (path === undefined) return undefined;
  const pid = numberAt(process, 'pid');
  const user = textAt(process, 'user') ?? textAt(process, 'userId');
  const notes = [pid === undefined ? undefined : `pid ${pid}`, user === undefined ? undefined : `user ${user}`];
  const lineage = listAt(process, 'lineage')
    .slice(0, MAX_NAMES)
    .flatMap((one) => textAt(one, 'executablePath') ?? textAt(one, 'name') ?? []);
  return { kind: 'process', name: [withNotes(path, notes), ...lineage].join(' ← ') };
}

function kubernetesUser(resource: unknown): Actor | undefined {
  const user = valueAt(resource, 'kubernetesDetails', 'kubernetesUserDetails');
  const name = textAt(user, 'username');
  if (name === undefined) return undefined;
  const sessions = textsAt(user, 'sessionName').slice(0, MAX_NAMES);
  const impersonated = textAt(user, 'impersonatedUser', 'username');
  const shown = withNotes(name, [...sessions, impersonated === undefined ? undefined : `→ ${impersonated}`]);
  return { kind: name.startsWith('system:serviceaccount:') ? 'serviceAccount' : 'kubernetesUser', name: shown };
}

function databaseUser(finding: Finding): Actor | undefined {
  const details = valueAt(finding.body, 'resource', 'rdsDbUserDetails');
  const [attempt] = listAt(finding.body, 'service', 'action', 'rdsLoginAttemptAction', 'loginAttributes');
  const name = textAt(details, 'user') ?? textAt(attempt, 'user');
  if (name === undefined) return undefined;
  const notes = [textAt(details, 'application') ?? textAt(attempt, 'application'), textAt(details, 'authMethod')];
  return { kind: 'databaseUser', name: withNotes(name, notes) };
}

function withNotes(name: string, notes: readonly (string | undefined)[]): string {
  const known = notes.filter((note) => note !== undefined).map((note) => note.slice(0, LONGEST / 3));
  return known.length === 0 ? name.slice(0, LONGEST) : `${name.slice(0, LONGEST)} (${known.join(', ')})`;
}
