import type {
  DeleteLogGroupCommandInput,
  DeleteLogGroupCommandOutput,
  DeleteLogStreamCommandInput,
  DeleteLogStreamCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../contract/service';
import { deletionProtected, noLogStream } from '../errors';
import { findLogGroup } from '../find-log-group';
import { logGroups } from '../state';

/** DeleteLogGroup, with its streams. */
export const deleteLogGroup: Operation<DeleteLogGroupCommandInput, Partial<DeleteLogGroupCommandOutput>> = (
  input,
  call,
) => {
  const group = findLogGroup(input, call);
  if (group.deletionProtection) throw deletionProtected();
  call.world.state.at(logGroups, call.accountId, call.region).delete(group.name);
  return {};
};

/** DeleteLogStream. */
export const deleteLogStream: Operation<DeleteLogStreamCommandInput, Partial<DeleteLogStreamCommandOutput>> = (
  input,
  call,
) => {
  if (!findLogGroup(input, call).streams.delete(input.logStreamName ?? '')) throw noLogStream();
  return {};
};
