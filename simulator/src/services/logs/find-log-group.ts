import type { Call } from '../../contract/service';
import { noLogGroup } from './errors';
import { type LogGroup, logGroups } from './state';

/**
 * The log group with a name, or with an identifier: a name or an ARN (with or without `:*`).
 * @throws AwsError ResourceNotFoundException
 */
export function findLogGroup(
  named: { logGroupName?: string | undefined; logGroupIdentifier?: string | undefined },
  call: Call,
): LogGroup {
  const name = logGroupNameOf(named.logGroupName ?? named.logGroupIdentifier ?? '');
  const found = call.world.state.peek(logGroups, call.accountId, call.region)?.get(name);
  if (!found) throw noLogGroup();
  return found;
}

/** The name in a log group's identifier: an ARN or a name. */
export function logGroupNameOf(identifier: string): string {
  return /^arn:[\w-]+:logs:[\w-]+:\d{12}:log-group:(.+?)(:\*)?$/.exec(identifier)?.[1] ?? identifier;
}
