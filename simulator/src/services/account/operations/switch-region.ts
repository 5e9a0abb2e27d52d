import type { DisableRegionCommandInput, EnableRegionCommandInput } from '@aws-sdk/client-account';
import type { Call, Operation } from '../../../contract/service';
import { knownRegion } from '../region';
import { type Switch, switchRegion } from '../switch';
import { target } from '../target';

/** Starts to enable an opt-in region; it is usable once it is ENABLED. */
export const enableRegion: Operation<EnableRegionCommandInput, object> = (input, call) => turn('ENABLING', input, call);

/** Starts to disable an opt-in region; no principal of the account can use it any more, its resources stay. */
export const disableRegion: Operation<DisableRegionCommandInput, object> = (input, call) =>
  turn('DISABLING', input, call);

async function turn(
  to: Switch['to'],
  input: EnableRegionCommandInput | DisableRegionCommandInput,
  call: Call,
): Promise<object> {
  const account = target(input.AccountId, call);
  const fact = knownRegion(input.RegionName, call.partition);
  await switchRegion({ account, fact, to, callerId: call.accountId }, call.world);
  return {};
}
