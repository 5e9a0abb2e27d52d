import { arn, arnOf, text } from '../../contract/checks';
import type { Checks } from '../../contract/service';

/** CloudWatch Logs: log groups, and streams for writes. */
export const checks: Checks = (call, input) => {
  const { operation } = call;
  const group = text(input, 'logGroupName') ?? text(input, 'logGroupIdentifier');
  const stream = text(input, 'logStreamName');
  const tagged = text(input, 'resourceArn');
  const action = `logs:${operation}`;
  const [, end] = /(DeliverySource|DeliveryDestination)$/.exec(operation) ?? [];
  if (end !== undefined) {
    const kind = end === 'DeliverySource' ? 'delivery-source' : 'delivery-destination';
    return [{ action, resource: arn(call, 'logs', `${kind}:${text(input, 'name') ?? ''}`) }];
  }
  if (tagged !== undefined || group === undefined) return [{ action, resource: tagged ?? '*' }];
  const groupArn = arnOf(group, (name) => arn(call, 'logs', `log-group:${name}`)).replace(/:\*$/, '');
  const ofStream = stream !== undefined && ['PutLogEvents', 'GetLogEvents', 'DeleteLogStream'].includes(operation);
  return [{ action, resource: ofStream ? `${groupArn}:log-stream:${stream}` : `${groupArn}:*` }];
};
