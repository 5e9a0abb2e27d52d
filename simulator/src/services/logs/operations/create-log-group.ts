import type {
  CreateLogGroupCommandInput,
  CreateLogGroupCommandOutput,
  CreateLogStreamCommandInput,
  CreateLogStreamCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../contract/service';
import { alreadyExists, invalidParameter } from '../errors';
import { findLogGroup } from '../find-log-group';
import { addGroup } from '../log-group';
import { streamOf } from '../record';
import { logGroups } from '../state';

/** CreateLogGroup. */
export const createLogGroup: Operation<CreateLogGroupCommandInput, Partial<CreateLogGroupCommandOutput>> = (
  input,
  call,
) => {
  const { logGroupName: name = '' } = input;
  if (!/^[.\-_/#A-Za-z0-9]{1,512}$/.test(name))
    throw invalidParameter(
      `1 validation error detected: Value '${name}' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+`,
    );
  const groups = call.world.state.at(logGroups, call.accountId, call.region);
  if (groups.has(name)) throw alreadyExists('log group');
  const group = addGroup(groups, call, name, input.logGroupClass);
  group.kmsKeyId = input.kmsKeyId;
  group.deletionProtection = input.deletionProtectionEnabled ?? false;
  Object.assign(group.tags, input.tags);
  return {};
};

/** CreateLogStream. */
export const createLogStream: Operation<CreateLogStreamCommandInput, Partial<CreateLogStreamCommandOutput>> = (
  input,
  call,
) => {
  const group = findLogGroup(input, call);
  const { logStreamName = '' } = input;
  if (group.streams.has(logStreamName)) throw alreadyExists('log stream');
  streamOf(group, logStreamName, call.world.clock.now());
  return {};
};
