import { isOutbound } from './action';
import { identities, remoteAddresses } from './actor';
import type { Finding } from './finding';
import { textAt } from './json-values';

/** What a CloudTrail event of the actor has in a field. Any one of an actor's conditions is enough. */
export interface Condition {
  readonly field: 'userIdentity.type' | 'userIdentity.principalId' | 'userIdentity.accessKeyId' | 'sourceIPAddress';
  readonly value: string;
  /** the field ends with the value, instead of being equal to it */
  readonly suffix?: true;
}

/** How CloudTrail's events of the finding's actor are known: by identities, otherwise by the remote address. */
export function actorConditions(finding: Finding): Condition[] {
  const known = identities(finding).slice(0, 3);
  // a finding about credentials may carry an instance that has no part in it
  const instance =
    finding.resourceType === 'AccessKey' && known.length > 0
      ? undefined
      : textAt(finding.body, 'resource', 'instanceDetails', 'instanceId');
  const conditions = known.flatMap(({ kind, principalId, accessKeyId }): Condition[] => [
    ...(kind === 'root' ? [{ field: 'userIdentity.type', value: 'Root' } as const] : []),
    ...(principalId && kind !== 'root' ? [{ field: 'userIdentity.principalId', value: principalId } as const] : []),
    ...(accessKeyId ? [{ field: 'userIdentity.accessKeyId', value: accessKeyId } as const] : []),
  ]);
  // the session of an instance's role is named after the instance
  if (instance) conditions.push({ field: 'userIdentity.principalId', value: `:${instance}`, suffix: true });
  if (conditions.length > 0) return conditions;
  // whom the resource connected to did not call AWS
  const [remote] = isOutbound(finding) ? [] : remoteAddresses(finding);
  return remote ? [{ field: 'sourceIPAddress', value: remote.ip }] : [];
}
