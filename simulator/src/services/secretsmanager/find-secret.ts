import type { Call } from '../../contract/service';
import { admits } from '../../policy/resource-policy';
import { denied, managed, markedForDeletion, noSecret } from './errors';
import { type Secret, secrets } from './state';

const COMPLETE = /-[A-Za-z0-9]{6}$/;

/**
 * The secret with a name or an ARN, undefined if there is none. In the caller's own account the ARN may lack its random suffix;
 * an ending that looks like a suffix is taken for one.
 */
export function findSecret(id: string, call: Pick<Call, 'world' | 'accountId' | 'region'>): Secret | undefined {
  const { state } = call.world;
  const [, region, accountId, rest] = /^arn:[\w-]+:secretsmanager:([\w-]+):(\d{12}):secret:(.+)$/.exec(id) ?? [];
  if (region === undefined || accountId === undefined || rest === undefined)
    return state.peek(secrets, call.accountId, call.region)?.get(id);
  if (region !== call.region) return undefined;
  const held = state.peek(secrets, accountId, region);
  if (COMPLETE.test(rest)) return [...(held?.values() ?? [])].find(({ arn }) => arn === id);
  return accountId === call.accountId ? held?.get(rest) : undefined;
}

/**
 * A secret on which the caller may perform the operation, scheduled for deletion or not.
 * @throws AwsError ResourceNotFoundException, AccessDeniedException
 */
export function knownSecret(id: string | undefined, call: Call): Secret {
  const secret = findSecret(id ?? '', call);
  if (!secret) throw noSecret();
  const action = `secretsmanager:${call.operation}`;
  const access = { principal: call.caller, action, resource: secret.arn };
  if (!admits(secret.policy, secret.accountId, access, call.world)) throw denied(call.caller.arn, action, secret.arn);
  return secret;
}

/** Like {@link knownSecret}, for a secret that is not scheduled for deletion. @throws InvalidRequestException in addition */
export function liveSecret(id: string | undefined, call: Call): Secret {
  const secret = knownSecret(id, call);
  if (secret.deletedAt !== undefined) throw markedForDeletion();
  return secret;
}

/**
 * Like {@link liveSecret}, for a secret that the caller may change: no other service owns it. @throws InvalidRequestException
 * in addition
 */
export function changeableSecret(id: string | undefined, call: Call): Secret {
  const secret = liveSecret(id, call);
  requireOwner(secret, call);
  return secret;
}

/** Refuses changes to a service's secret, except by its service-linked role. */
export function requireOwner({ owningService }: Secret, { caller }: Pick<Call, 'caller'>): void {
  if (owningService !== undefined && !caller.roleArn?.includes(':role/aws-service-role/')) throw managed(owningService);
}
