import type {
  DeleteSecretCommandInput,
  DeleteSecretCommandOutput,
  RestoreSecretCommandInput,
  RestoreSecretCommandOutput,
} from '@aws-sdk/client-secrets-manager';
import type { Call, Operation } from '../../../contract/service';
import { invalidParameter } from '../errors';
import { findSecret, knownSecret, requireOwner } from '../find-secret';
import { type Secret, secrets } from '../state';

const DAY_SECONDS = 86_400;

/** DeleteSecret: after 7 to 30 days, 30 by default, or at once, which also succeeds for a missing secret. */
export const deleteSecret: Operation<DeleteSecretCommandInput, Partial<DeleteSecretCommandOutput>> = (input, call) => {
  const { ForceDeleteWithoutRecovery: force = false, RecoveryWindowInDays: given } = input;
  if (force && given !== undefined)
    throw invalidParameter("You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
  const days = given ?? 30;
  if (days < 7 || days > 30)
    throw invalidParameter('The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).');
  const { clock } = call.world;
  if (force && !findSecret(input.SecretId ?? '', call))
    return { Name: input.SecretId, DeletionDate: new Date(clock.now()) };
  const secret = knownSecret(input.SecretId, call);
  requireOwner(secret, call);
  const gone = { ARN: secret.arn, Name: secret.name };
  if (force) {
    remove(secret, call);
    return { ...gone, DeletionDate: new Date(clock.now()) };
  }
  const deletedAt = clock.now();
  secret.deletedAt = deletedAt;
  clock.after(days * DAY_SECONDS, () => {
    if (secret.deletedAt === deletedAt) remove(secret, call);
  });
  return { ...gone, DeletionDate: new Date(deletedAt + days * DAY_SECONDS * 1000) };
};

/** RestoreSecret: cancels its deletion. */
export const restoreSecret: Operation<RestoreSecretCommandInput, Partial<RestoreSecretCommandOutput>> = (
  input,
  call,
) => {
  const secret = knownSecret(input.SecretId, call);
  secret.deletedAt = undefined;
  return { ARN: secret.arn, Name: secret.name };
};

function remove({ name, accountId, region }: Secret, { world }: Call): void {
  world.state.at(secrets, accountId, region).delete(name);
}
