import type {
  DisableKeyRotationCommandInput,
  EnableKeyRotationCommandInput,
  GetKeyRotationStatusCommandInput,
  GetKeyRotationStatusCommandOutput,
} from '@aws-sdk/client-kms';
import type { Operation } from '../../../contract/service';
import { validation } from '../errors';
import { knownKey, liveKey, usableKey } from '../find-key';

const DAY_MS = 24 * 3600 * 1000;

/** Rotates the key every 90 to 2560 days, by default 365. */
export const enableKeyRotation: Operation<EnableKeyRotationCommandInput, object> = (input, call) => {
  const days = input.RotationPeriodInDays ?? 365;
  if (days < 90 || days > 2560)
    throw validation(
      `1 validation error detected: Value '${days}' at 'rotationPeriodInDays' failed to satisfy constraint: Member must have value ${days < 90 ? 'greater than or equal to 90' : 'less than or equal to 2560'}`,
    );
  usableKey(input.KeyId, call).rotationDays = days;
  return {};
};

export const disableKeyRotation: Operation<DisableKeyRotationCommandInput, object> = (input, call) => {
  usableKey(input.KeyId, call).rotationDays = undefined;
  return {};
};

export const getKeyRotationStatus: Operation<
  GetKeyRotationStatusCommandInput,
  Partial<GetKeyRotationStatusCommandOutput>
> = (input, call) => {
  const { id, rotationDays, createdAt } = liveKey(knownKey(input.KeyId, call));
  if (rotationDays === undefined) return { KeyRotationEnabled: false, KeyId: id };
  const period = rotationDays * DAY_MS;
  const rotations = Math.floor((call.world.clock.now() - createdAt) / period) + 1;
  return {
    KeyRotationEnabled: true,
    KeyId: id,
    RotationPeriodInDays: rotationDays,
    NextRotationDate: new Date(createdAt + rotations * period),
  };
};
