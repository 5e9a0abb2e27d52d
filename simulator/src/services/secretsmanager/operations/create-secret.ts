import type { CreateSecretCommandInput, CreateSecretCommandOutput } from '@aws-sdk/client-secrets-manager';
import type { Call, Operation } from '../../../contract/service';
import { tagsOf } from '../../../contract/tag-list';
import { ids } from '../../../kernel/ids';
import { requireKey } from '../encryption';
import { exists, invalidRequest, validation } from '../errors';
import { type Secret, secrets } from '../state';
import { addVersion, CURRENT, valueIn, versionId } from '../versions';

const NAME = /^[A-Za-z0-9/_+=.@!-]{1,512}$/;

/** CreateSecret, with a first version if a value is given. */
export const createSecret: Operation<CreateSecretCommandInput, Partial<CreateSecretCommandOutput>> = async (
  input,
  call,
) => {
  const { Name: name = '' } = input;
  const value = valueIn(input);
  const held = call.world.state.at(secrets, call.accountId, call.region);
  refuse(name, held.get(name));
  const secret = newSecret(name, call);
  secret.description = input.Description;
  secret.kmsKeyId = input.KmsKeyId;
  secret.tags = tagsOf(input.Tags);
  await requireKey(secret.kmsKeyId, secret, 'encrypt', call);
  held.set(name, secret);
  const { arn: ARN } = secret;
  if (!value) return { ARN, Name: name };
  const id = versionId(input.ClientRequestToken ?? ids.uuid());
  return { ARN, Name: name, VersionId: addVersion(secret, id, value, [CURRENT], call.world).id };
};

function refuse(name: string, known: Secret | undefined): void {
  if (!NAME.test(name))
    throw validation(
      'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
    );
  if (known?.deletedAt !== undefined)
    throw invalidRequest(
      "You can't create this secret because a secret with this name is already scheduled for deletion.",
    );
  if (known) throw exists(`The operation failed because the secret ${name} already exists.`);
}

function newSecret(name: string, { world, partition, region, accountId }: Call): Secret {
  const now = world.clock.now();
  return {
    name,
    // the name alone does not distinguish a secret from an earlier one with the same name
    arn: `arn:${partition}:secretsmanager:${region}:${accountId}:secret:${name}-${suffix()}`,
    accountId,
    region,
    createdAt: now,
    changedAt: now,
    owningService: /^([a-z-]+)!/.exec(name)?.[1],
    description: undefined,
    kmsKeyId: undefined,
    policy: undefined,
    tags: {},
    deletedAt: undefined,
    versions: [],
  };
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function suffix(): string {
  return [...Buffer.from(ids.hex(12), 'hex')].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
}
