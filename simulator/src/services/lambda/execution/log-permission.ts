import type { World } from '../../../contract/world';
import { logGroups } from '../../logs/state';
import type { LambdaFunction } from '../state';
import { logGroupOf } from './settings';

/** Whether a function's role may write its log; otherwise the function still runs, without a log. */
export function mayLog(world: World, found: LambdaFunction, stream: string): boolean {
  const { accountId, region, configuration } = found;
  const group = logGroupOf(found);
  const caller = world.principals.session(configuration.Role ?? '', found.name, found.arn);
  const groupArn = `arn:${world.partition}:logs:${region}:${accountId}:log-group:${group}`;
  const exists = world.state.peek(logGroups, accountId, region)?.has(group);
  const checks = [
    ...(exists ? [] : [{ action: 'logs:CreateLogGroup', resource: `${groupArn}:*` }]),
    { action: 'logs:CreateLogStream', resource: `${groupArn}:*` },
    { action: 'logs:PutLogEvents', resource: `${groupArn}:log-stream:${stream}` },
  ];
  return checks.every((check) => world.authorization.permits({ caller, service: 'logs', region }, check));
}
