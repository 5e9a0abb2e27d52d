import type { Call } from '../../contract/service';
import { aliasNotFound, disabled, keyNotFound, notFound, pendingDeletion } from './errors';
import { newKey } from './new-key';
import { aliases, type KeyState, keys } from './state';

const KEY_ID = /^(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/**
 * The key for a key id, key ARN, alias name or alias ARN. Another account's key is only found by ARN.
 * @throws NotFoundException
 */
export function knownKey(selector: string | undefined, call: Call): KeyState {
  const name = selector ?? '';
  const [, region, account, resource] = /^arn:[\w-]+:kms:([\w-]+):(\d{12}):(.+)$/.exec(name) ?? [];
  const at = { account: account ?? call.accountId, region: region ?? call.region };
  const local = resource ?? name;
  if (at.region !== call.region) throw notFound(`Invalid arn ${at.region}`);
  if (local.startsWith('alias/')) return keyOfAlias(local, at, call);
  const id = local.replace(/^key\//, '');
  if (!KEY_ID.test(id)) throw notFound(`Invalid keyId '${name}'`);
  const key = call.world.state.peek(keys, at.account, at.region)?.get(id);
  if (!key) throw keyNotFound(`arn:${call.partition}:kms:${at.region}:${at.account}:key/${id}`);
  return key;
}

/** A key that is enabled, for cryptographic use. @throws DisabledException, KMSInvalidStateException */
export function usableKey(selector: string | undefined, call: Call): KeyState {
  const key = knownKey(selector, call);
  if (key.state === 'Disabled') throw disabled(key.arn);
  return liveKey(key);
}

/** A key that may be changed. @throws KMSInvalidStateException */
export function liveKey(key: KeyState): KeyState {
  if (key.state === 'PendingDeletion') throw pendingDeletion(key.arn);
  return key;
}

interface Place {
  readonly account: string;
  readonly region: string;
}

function keyOfAlias(alias: string, at: Place, call: Call): KeyState {
  const { state, clock } = call.world;
  const arn = `arn:${call.partition}:kms:${at.region}:${at.account}:${alias}`;
  const keyId = state.peek(aliases, at.account, at.region)?.get(alias)?.keyId;
  const key = keyId === undefined ? undefined : state.at(keys, at.account, at.region).get(keyId);
  if (key) return key;
  const service = /^alias\/aws\/([\w-]+)$/.exec(alias)?.[1];
  if (service === undefined || at.account !== call.accountId) throw aliasNotFound(arn);
  // AWS creates its managed key for a service when the account first uses it
  const description = `Default key that protects my ${service} resources when no other key is defined`;
  const made = newKey({ manager: 'AWS', description, rotationDays: 365 }, call);
  const now = clock.now();
  state.at(keys, at.account, at.region).set(made.id, made);
  state.at(aliases, at.account, at.region).set(alias, { keyId: made.id, createdAt: now, updatedAt: now });
  return made;
}
