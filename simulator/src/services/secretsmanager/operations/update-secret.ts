import type {
  UpdateSecretCommandInput,
  UpdateSecretCommandOutput,
  UpdateSecretVersionStageCommandInput,
  UpdateSecretVersionStageCommandOutput,
} from '@aws-sdk/client-secrets-manager';
import type { Operation } from '../../../contract/service';
import { ids } from '../../../kernel/ids';
import { requireKey } from '../encryption';
import { invalidParameter } from '../errors';
import { changeableSecret } from '../find-secret';
import type { Secret, Version } from '../state';
import { addVersion, CURRENT, moveStage, valueIn, versionId } from '../versions';

/** UpdateSecret: changes the given members; a value becomes a new current version. */
export const updateSecret: Operation<UpdateSecretCommandInput, Partial<UpdateSecretCommandOutput>> = async (
  input,
  call,
) => {
  const secret = changeableSecret(input.SecretId, call);
  const value = valueIn(input);
  const kmsKeyId = input.KmsKeyId ?? secret.kmsKeyId;
  if (value || input.KmsKeyId !== undefined) await requireKey(kmsKeyId, secret, 'encrypt', call);
  secret.kmsKeyId = kmsKeyId;
  secret.description = input.Description ?? secret.description;
  secret.changedAt = call.world.clock.now();
  const { arn: ARN, name: Name } = secret;
  if (!value) return { ARN, Name };
  const id = versionId(input.ClientRequestToken ?? ids.uuid());
  return { ARN, Name, VersionId: addVersion(secret, id, value, [CURRENT], call.world).id };
};

/** UpdateSecretVersionStage: moves or removes a label. */
export const updateSecretVersionStage: Operation<
  UpdateSecretVersionStageCommandInput,
  Partial<UpdateSecretVersionStageCommandOutput>
> = (input, call) => {
  const secret = changeableSecret(input.SecretId, call);
  const { VersionStage = '', RemoveFromVersionId: from, MoveToVersionId: to } = input;
  const holder = secret.versions.find(({ stages }) => stages.includes(VersionStage));
  if (holder && to !== undefined && from === undefined && holder.id !== to)
    throw invalidParameter(
      `The parameter RemoveFromVersionId can't be empty. Staging label ${VersionStage} is currently attached to version ${holder.id}, so you must explicitly reference that version in RemoveFromVersionId.`,
    );
  if (from !== undefined && !version(secret, from).stages.includes(VersionStage))
    throw invalidParameter(`Staging label ${VersionStage} is not attached to version ${from}.`);
  if (to === undefined && VersionStage === CURRENT)
    throw invalidParameter(`You can't remove the staging label ${CURRENT} from a version without moving it.`);
  moveStage(secret, VersionStage, to === undefined ? undefined : version(secret, to));
  secret.changedAt = call.world.clock.now();
  return { ARN: secret.arn, Name: secret.name };
};

function version({ versions }: Secret, id: string): Version {
  const found = versions.find((each) => each.id === id);
  if (!found) throw invalidParameter(`Not a valid version: ${id}`);
  return found;
}
