import type {
  SendTaskFailureCommandInput,
  SendTaskFailureCommandOutput,
  SendTaskHeartbeatCommandInput,
  SendTaskHeartbeatCommandOutput,
  SendTaskSuccessCommandInput,
  SendTaskSuccessCommandOutput,
} from '@aws-sdk/client-sfn';
import type { Call, Operation } from '../../../contract/service';
import { invalidToken } from '../errors';
import { tokens } from '../interpreter/task-tokens';

/** SendTaskSuccess. */
export const sendTaskSuccess: Operation<SendTaskSuccessCommandInput, Partial<SendTaskSuccessCommandOutput>> = (
  input,
  call,
) => {
  tokens(call.world).succeed(known(input.taskToken, call), JSON.parse(input.output ?? '{}'));
  return {};
};

/** SendTaskFailure. */
export const sendTaskFailure: Operation<SendTaskFailureCommandInput, Partial<SendTaskFailureCommandOutput>> = (
  input,
  call,
) => {
  tokens(call.world).fail(known(input.taskToken, call), input.error ?? 'States.TaskFailed', input.cause ?? '');
  return {};
};

/** SendTaskHeartbeat: heartbeats are accepted; missing ones have no effect. */
export const sendTaskHeartbeat: Operation<SendTaskHeartbeatCommandInput, Partial<SendTaskHeartbeatCommandOutput>> = (
  input,
  call,
) => {
  known(input.taskToken, call);
  return {};
};

function known(token: string | undefined, call: Call): string {
  if (token === undefined || !tokens(call.world).knows(token)) throw invalidToken();
  return token;
}
