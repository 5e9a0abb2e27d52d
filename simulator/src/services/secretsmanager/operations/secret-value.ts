import type {
  GetSecretValueCommandInput,
  GetSecretValueCommandOutput,
  PutSecretValueCommandInput,
  PutSecretValueCommandOutput,
} from '@aws-sdk/client-secrets-manager';
import type { Operation } from '../../../contract/service';
import { ids } from '../../../kernel/ids';
import { requireKey } from '../encryption';
import { invalidRequest, noVersion, validation } from '../errors';
import { changeableSecret, liveSecret } from '../find-secret';
import type { Secret, Version } from '../state';
import { addVersion, CURRENT, valueIn, versionId } from '../versions';

const DAY_MS = 86_400_000;

/** GetSecretValue, of the current version unless an id or label is given. */
export const getSecretValue: Operation<GetSecretValueCommandInput, Partial<GetSecretValueCommandOutput>> = async (
  input,
  call,
) => {
  const secret = liveSecret(input.SecretId, call);
  const version = versionAt(secret, input);
  await requireKey(version.kmsKeyId, secret, 'decrypt', call);
  version.accessedOn = Math.floor(call.world.clock.now() / DAY_MS) * DAY_MS;
  return {
    ARN: secret.arn,
    Name: secret.name,
    VersionId: version.id,
    ...version.value(),
    VersionStages: [...version.stages],
    CreatedDate: new Date(version.createdAt),
  };
};

function versionAt({ versions }: Secret, { VersionId, VersionStage }: GetSecretValueCommandInput): Version {
  if (VersionId === undefined) {
    const stage = VersionStage ?? CURRENT;
    const found = versions.find(({ stages }) => stages.includes(stage));
    if (!found) throw noVersion(`staging label: ${stage}`);
    return found;
  }
  const found = versions.find(({ id }) => id === VersionId);
  if (!found) throw noVersion(`VersionId: ${VersionId}`);
  if (VersionStage !== undefined && !found.stages.includes(VersionStage))
    throw invalidRequest('You provided a VersionStage that is not associated to the provided VersionId.');
  return found;
}

/** PutSecretValue: adds a version, which becomes the current one unless labels are given. */
export const putSecretValue: Operation<PutSecretValueCommandInput, Partial<PutSecretValueCommandOutput>> = async (
  input,
  call,
) => {
  const secret = changeableSecret(input.SecretId, call);
  const value = valueIn(input);
  if (!value) throw validation('You must provide either SecretString or SecretBinary.');
  await requireKey(secret.kmsKeyId, secret, 'encrypt', call);
  const id = versionId(input.ClientRequestToken ?? ids.uuid());
  const version = addVersion(secret, id, value, input.VersionStages ?? [CURRENT], call.world);
  return { ARN: secret.arn, Name: secret.name, VersionId: version.id, VersionStages: [...version.stages] };
};
