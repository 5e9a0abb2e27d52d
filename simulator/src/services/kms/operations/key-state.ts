import type {
  CancelKeyDeletionCommandInput,
  CancelKeyDeletionCommandOutput,
  DisableKeyCommandInput,
  EnableKeyCommandInput,
  ScheduleKeyDeletionCommandInput,
  ScheduleKeyDeletionCommandOutput,
  UpdateKeyDescriptionCommandInput,
} from '@aws-sdk/client-kms';
import type { Call, Operation } from '../../../contract/service';
import { policyVerdict } from '../../../policy/resource-policy';
import { accessDenied, invalidState, validation } from '../errors';
import { knownKey, liveKey } from '../find-key';
import { aliases, type KeyState, keys } from '../state';

const DAY_SECONDS = 24 * 3600;

export const enableKey: Operation<EnableKeyCommandInput, object> = (input, call) => {
  liveKey(knownKey(input.KeyId, call)).state = 'Enabled';
  return {};
};

export const disableKey: Operation<DisableKeyCommandInput, object> = (input, call) => {
  liveKey(knownKey(input.KeyId, call)).state = 'Disabled';
  return {};
};

export const updateKeyDescription: Operation<UpdateKeyDescriptionCommandInput, object> = (input, call) => {
  liveKey(knownKey(input.KeyId, call)).description = input.Description ?? '';
  return {};
};

/** Deletes the key with its aliases after 7 to 30 days, by default 30. */
export const scheduleKeyDeletion: Operation<
  ScheduleKeyDeletionCommandInput,
  Partial<ScheduleKeyDeletionCommandOutput>
> = (input, call) => {
  const { world, accountId, region } = call;
  const days = input.PendingWindowInDays ?? 30;
  if (days < 7 || days > 30)
    throw validation(
      `1 validation error detected: Value '${days}' at 'pendingWindowInDays' failed to satisfy constraint: Member must have value ${days < 7 ? 'greater than or equal to 7' : 'less than or equal to 30'}`,
    );
  const key = liveKey(knownKey(input.KeyId, call));
  refuseDenied(key, days, call);
  const deletionAt = world.clock.now() + days * DAY_SECONDS * 1000;
  key.state = 'PendingDeletion';
  key.deletionAt = deletionAt;
  world.clock.after(days * DAY_SECONDS, () => {
    if (key.state !== 'PendingDeletion' || key.deletionAt !== deletionAt) return;
    world.state.at(keys, accountId, region).delete(key.id);
    const names = world.state.at(aliases, accountId, region);
    for (const [name, { keyId }] of names) if (keyId === key.id) names.delete(name);
  });
  return { KeyId: key.arn, DeletionDate: new Date(deletionAt), KeyState: 'PendingDeletion', PendingWindowInDays: days };
};

/** Refuses the deletion if the key policy denies it; its other statements about managing the key are not checked. */
function refuseDenied({ policy, arn }: KeyState, days: number, { caller, region, world }: Call): void {
  const action = 'kms:ScheduleKeyDeletion';
  const context = { 'kms:ScheduleKeyDeletionPendingWindowInDays': String(days) };
  if (policyVerdict(policy, { principal: caller, action, resource: arn, region, context }, world) !== 'Deny') return;
  throw accessDenied(
    `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${arn} with an explicit deny in a resource-based policy`,
  );
}

/** Cancels the deletion; the key is disabled then. */
export const cancelKeyDeletion: Operation<CancelKeyDeletionCommandInput, Partial<CancelKeyDeletionCommandOutput>> = (
  input,
  call,
) => {
  const key = knownKey(input.KeyId, call);
  if (key.state !== 'PendingDeletion') throw invalidState(`${key.arn} is not pending deletion.`);
  key.state = 'Disabled';
  key.deletionAt = undefined;
  return { KeyId: key.arn };
};
