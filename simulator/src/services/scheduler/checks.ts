import { arn, passRole, text } from '../../contract/checks';
import type { Checks } from '../../contract/service';

/** EventBridge Scheduler: `schedule/<group>/<name>` and groups. */
export const checks: Checks = (call, input) => {
  const { operation } = call;
  const action = `scheduler:${operation}`;
  const name = text(input, 'Name') ?? '*';
  if (operation.startsWith('List')) return [{ action, resource: text(input, 'ResourceArn') ?? '*' }];
  const resource = operation.endsWith('Group')
    ? `schedule-group/${name}`
    : `schedule/${text(input, 'GroupName') ?? 'default'}/${name}`;
  const { RoleArn } = (input.Target ?? {}) as { RoleArn?: string };
  return [
    { action, resource: text(input, 'ResourceArn') ?? arn(call, 'scheduler', resource) },
    ...passRole(RoleArn, 'scheduler.amazonaws.com'),
  ];
};
