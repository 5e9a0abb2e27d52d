import { isIP } from 'node:net';
import { distinctBy } from './distinct';
import type { Finding } from './finding';
import { listAt, textAt, valueAt } from './json-values';

/** Kinds of identities, as AWS's logs distinguish them. */
export type IdentityKind = 'user' | 'roleSession' | 'role' | 'federatedUser' | 'root' | 'service' | 'identity';

/** Who acted, as the finding has it. */
export interface Identity {
  readonly kind: IdentityKind;
  readonly name: string;
  /** `AIDA…` of a user, `AROA…:session` of a role's session */
  readonly principalId: string | undefined;
  readonly accessKeyId: string | undefined;
  /** where the identity belongs, if not to the finding's account */
  readonly accountId: string | undefined;
}

/** The address that the actor used. */
export interface RemoteAddress {
  readonly ip: string;
  /** country and network, if GuardDuty knows them */
  readonly about: string | undefined;
}

const KINDS: Readonly<Record<string, IdentityKind>> = {
  IAMUser: 'user',
  AssumedRole: 'roleSession',
  Role: 'role',
  FederatedUser: 'federatedUser',
  SAMLUser: 'federatedUser',
  WebIdentityUser: 'federatedUser',
  Root: 'root',
  AWSService: 'service',
};

/** Longer names are cut: the whole is in the finding. IAM's own have at most 64 characters. */
const LONGEST_NAME = 300;

/** The identities in a finding, the one that acted first; an attack sequence names several. */
export function identities(finding: Finding): Identity[] {
  const key = valueAt(finding.body, 'resource', 'accessKeyDetails');
  const single = identity({
    type: textAt(key, 'userType'),
    name: textAt(key, 'userName'),
    principalId: textAt(key, 'principalId'),
    accessKeyId: textAt(key, 'accessKeyId'),
  });
  const sequence = valueAt(finding.body, 'service', 'detection', 'sequence');
  const actors = listAt(sequence, 'actors').map((actor) =>
    identity({
      type: textAt(actor, 'user', 'type'),
      name: textAt(actor, 'user', 'name'),
      principalId: textAt(actor, 'user', 'uid'),
      accessKeyId: textAt(actor, 'user', 'credentialUid'),
      accountId: textAt(actor, 'user', 'account', 'uid'),
    }),
  );
  const keys = listAt(sequence, 'resources').map((resource) => {
    const key = valueAt(resource, 'data', 'accessKey');
    return identity({
      type: textAt(key, 'userType'),
      name: textAt(key, 'userName'),
      principalId: textAt(key, 'principalId'),
      accessKeyId: undefined,
      accountId: textAt(resource, 'accountId'),
    });
  });
  const found = [single, ...actors, ...keys].filter((one) => one !== undefined);
  return distinctBy(found, ({ kind, principalId, name }) => `${kind} ${principalId ?? name}`);
}

interface Read {
  readonly type: string | undefined;
  readonly name: string | undefined;
  readonly principalId: string | undefined;
  readonly accessKeyId: string | undefined;
  readonly accountId?: string | undefined;
}

function identity({ type, name, principalId, accessKeyId, accountId }: Read): Identity | undefined {
  const shown = (name ?? principalId ?? accessKeyId)?.slice(0, LONGEST_NAME);
  if (shown === undefined) return undefined;
  const session = principalId?.split(':', 2)[1]?.slice(0, LONGEST_NAME);
  const kind = kindOf(type, principalId);
  const full = kind === 'roleSession' && session && session !== shown ? `${shown}/${session}` : shown;
  return { kind, name: full, principalId, accessKeyId, accountId };
}

/** The kind that AWS names; if that is missing or new, the kind that the prefix of the IAM id implies. */
function kindOf(type: string | undefined, principalId = ''): IdentityKind {
  const known = type !== undefined && Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
  if (known) return known;
  if (principalId.startsWith('AIDA')) return 'user';
  if (principalId.startsWith('AROA')) return principalId.includes(':') ? 'roleSession' : 'role';
  return 'identity';
}

/** The addresses that a finding's activity came from or went to, each once. */
export function remoteAddresses(finding: Finding): RemoteAddress[] {
  const service = valueAt(finding.body, 'service');
  const action = valueAt(service, 'action');
  const kinds = typeof action === 'object' && action !== null ? Object.values(action) : [];
  const details = kinds.flatMap((kind) => [
    valueAt(kind, 'remoteIpDetails'),
    ...listAt(kind, 'portProbeDetails').map((probe) => valueAt(probe, 'remoteIpDetails')),
  ]);
  const remote = details.map((detail) => ({
    ip: textAt(detail, 'ipAddressV4') ?? textAt(detail, 'ipAddressV6'),
    about: about(textAt(detail, 'country', 'countryName'), textAt(detail, 'organization', 'asnOrg')),
  }));
  const sources = kinds.flatMap((kind) => listAt(kind, 'sourceIps').concat(listAt(kind, 'sourceIPs')));
  const endpoints = listAt(service, 'detection', 'sequence', 'endpoints').map((endpoint) => ({
    ip: textAt(endpoint, 'ip'),
    about: about(textAt(endpoint, 'location', 'country'), textAt(endpoint, 'autonomousSystem', 'name')),
  }));
  const all = [...remote, ...sources.map((source) => ({ ip: textAt([source], '0'), about: undefined })), ...endpoints];
  const named = all.flatMap(({ ip, about: what }) => (ip !== undefined && isIP(ip) > 0 ? [{ ip, about: what }] : []));
  return distinctBy(named, ({ ip }) => ip);
}

function about(...parts: readonly (string | undefined)[]): string | undefined {
  const known = parts.filter((part) => part !== undefined);
  return known.length === 0 ? undefined : known.join(', ');
}
