import { actorsOf } from './acting';
import { remoteAddresses } from './actor';
import type { Finding } from './finding';
import { textAt, valueAt } from './json-values';

/** A question to a log other than CloudTrail's, which does not have what the actor did. */
export interface LogQuestion {
  readonly logGroup: string;
  readonly fields: string;
  readonly filters: readonly string[];
}

/** Whether the actor's activity is in the log of a cluster or a database: CloudTrail has neither calls to Kubernetes nor logins. */
export function isLoggedElsewhere(finding: Finding): boolean {
  const action = valueAt(finding.body, 'service', 'action');
  const kinds = ['kubernetesApiCallAction', 'kubernetesPermissionCheckedDetails', 'rdsLoginAttemptAction'];
  return kinds.some((kind) => valueAt(action, kind) !== undefined);
}

/** The question for the audit log of a cluster or the log of a database; undefined if the finding does not name which. */
export function logQuestion(finding: Finding, quoted: (text: string) => string): LogQuestion | undefined {
  const resource = valueAt(finding.body, 'resource');
  const [actor] = actorsOf(finding);
  const [remote] = remoteAddresses(finding);
  const cluster = textAt(resource, 'eksClusterDetails', 'name');
  if (cluster !== undefined) {
    const user = textAt(resource, 'kubernetesDetails', 'kubernetesUserDetails', 'username');
    const by = user === undefined ? remote && `sourceIPs.0 = ${quoted(remote.ip)}` : `user.username = ${quoted(user)}`;
    return {
      logGroup: `/aws/eks/${cluster}/cluster`,
      fields: '@timestamp, verb, requestURI, user.username, sourceIPs.0, userAgent, responseStatus.code',
      filters: ['@logStream like "kube-apiserver-audit"', ...(by === undefined ? [] : [by])],
    };
  }
  const database = valueAt(resource, 'rdsDbInstanceDetails');
  const group = textAt(database, 'dbClusterIdentifier') ?? textAt(database, 'dbInstanceIdentifier');
  if (group === undefined) return undefined;
  const kind = textAt(database, 'dbClusterIdentifier') === undefined ? 'instance' : 'cluster';
  const log = /postgres/i.test(textAt(database, 'engine') ?? '') ? 'postgresql' : 'audit';
  const user = actor?.kind === 'databaseUser' ? actor.name.replace(/ \(.*$/, '') : undefined;
  return {
    logGroup: `/aws/rds/${kind}/${group}/${log}`,
    fields: '@timestamp, @message',
    filters: [user, remote?.ip].flatMap((text) => (text === undefined ? [] : [`@message like ${quoted(text)}`])),
  };
}
