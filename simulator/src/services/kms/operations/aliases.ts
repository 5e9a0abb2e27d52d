import type {
  AliasListEntry,
  CreateAliasCommandInput,
  DeleteAliasCommandInput,
  ListAliasesCommandInput,
  ListAliasesCommandOutput,
  UpdateAliasCommandInput,
} from '@aws-sdk/client-kms';
import type { Call, Operation } from '../../../contract/service';
import { aliasExists, aliasNotFound, invalidAliasName } from '../errors';
import { knownKey, liveKey } from '../find-key';
import { pageOf } from '../page';
import { aliases } from '../state';

/** Creates an alias for a key of the same account and region. */
export const createAlias: Operation<CreateAliasCommandInput, object> = (input, call) => {
  const name = input.AliasName ?? '';
  if (!/^alias\/[a-zA-Z0-9/_-]+$/.test(name))
    throw invalidAliasName(
      'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
    );
  if (name.startsWith('alias/aws/')) throw invalidAliasName('Alias names with the prefix alias/aws/ are reserved.');
  const held = aliasesOf(call);
  if (held.has(name)) throw aliasExists(arnOf(name, call));
  const now = call.world.clock.now();
  held.set(name, { keyId: liveKey(knownKey(input.TargetKeyId, call)).id, createdAt: now, updatedAt: now });
  return {};
};

/** Points an alias to another key. */
export const updateAlias: Operation<UpdateAliasCommandInput, object> = (input, call) => {
  const name = input.AliasName ?? '';
  const before = aliasesOf(call).get(name);
  if (!before) throw aliasNotFound(arnOf(name, call));
  const keyId = liveKey(knownKey(input.TargetKeyId, call)).id;
  aliasesOf(call).set(name, { ...before, keyId, updatedAt: call.world.clock.now() });
  return {};
};

export const deleteAlias: Operation<DeleteAliasCommandInput, object> = (input, call) => {
  if (!aliasesOf(call).delete(input.AliasName ?? '')) throw aliasNotFound(arnOf(input.AliasName ?? '', call));
  return {};
};

/** The aliases of the account and region, or of one key. */
export const listAliases: Operation<ListAliasesCommandInput, Partial<ListAliasesCommandOutput>> = (input, call) => {
  const only = input.KeyId === undefined ? undefined : knownKey(input.KeyId, call).id;
  const all: AliasListEntry[] = [...aliasesOf(call)]
    .filter(([, { keyId }]) => only === undefined || keyId === only)
    .map(([name, { keyId, createdAt, updatedAt }]) => ({
      AliasName: name,
      AliasArn: arnOf(name, call),
      TargetKeyId: keyId,
      CreationDate: new Date(createdAt),
      LastUpdatedDate: new Date(updatedAt),
    }));
  const { items, ...page } = pageOf(all, input);
  return { Aliases: items, ...page };
};

function aliasesOf(call: Call) {
  return call.world.state.at(aliases, call.accountId, call.region);
}

function arnOf(name: string, call: Call): string {
  return `arn:${call.partition}:kms:${call.region}:${call.accountId}:${name}`;
}
