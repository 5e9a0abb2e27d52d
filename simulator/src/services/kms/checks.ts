import { arn, arnOf, text } from '../../contract/checks';
import type { Call, Checks } from '../../contract/service';
import { aliases } from './state';

const ON_NO_KEY = new Set(['CreateKey', 'ListKeys', 'ListAliases']);

/** KMS: keys, and also aliases if one is created, updated or deleted. */
export const checks: Checks = (call, input) => {
  const { operation } = call;
  const action = `kms:${operation}`;
  const key = text(input, 'KeyId') ?? text(input, 'TargetKeyId');
  const alias = text(input, 'AliasName');
  const resources = [
    ...(key === undefined ? [] : [arnOf(key, (id) => keyArn(call, id))]),
    ...(alias === undefined ? [] : [arn(call, 'kms', alias)]),
  ];
  const known = ON_NO_KEY.has(operation) || resources.length === 0 ? ['*'] : resources;
  const context = key?.startsWith('alias/') ? { 'kms:RequestAlias': key } : {};
  return known.map((resource) => ({ action, resource, context }));
};

/** The ARN of a key id or alias; permissions for an alias are checked on its key. */
function keyArn(call: Call, id: string): string {
  const { world, accountId, region } = call;
  if (!id.startsWith('alias/')) return arn(call, 'kms', `key/${id}`);
  const behind = world.state.peek(aliases, accountId, region)?.get(id)?.keyId;
  return arn(call, 'kms', behind === undefined ? id : `key/${behind}`);
}
