import { arn, arnOf, type Checks, text } from './check';

/** CloudWatch, whose prefix is not its signing name: alarms and dashboards. */
export const monitoring: Checks = (call, input) => {
  const { operation, partition, accountId } = call;
  const action = `cloudwatch:${operation}`;
  const alarms = input.AlarmNames as readonly string[] | undefined;
  const dashboards = (input.DashboardNames ?? [input.DashboardName ?? []].flat()) as readonly string[];
  const names = [...(alarms ?? []), ...[input.AlarmName ?? []].flat().map(String)];
  const resources = [
    ...names.map((name) => arn(call, 'cloudwatch', `alarm:${name}`)),
    ...dashboards.map((name) => `arn:${partition}:cloudwatch::${accountId}:dashboard/${name}`),
    ...[input.ResourceARN ?? []].flat().map(String),
  ];
  return (resources.length > 0 ? resources : ['*']).map((resource) => ({ action, resource }));
};

/** CloudWatch Logs: log groups, and streams for what is written to them. */
export const logs: Checks = (call, input) => {
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

/** Parameter Store: parameters, one check for each that is named. */
export const ssm: Checks = (call, input) => {
  const action = `ssm:${call.operation}`;
  const item = text(input, 'OpsItemId');
  if (item !== undefined) return [{ action, resource: arn(call, 'ssm', `opsitem/${item}`) }];
  const named = [input.Name ?? input.Names ?? input.Path ?? input.ResourceId ?? []].flat().map(String);
  const parameter = (name: string): string => arn(call, 'ssm', `parameter/${name.replace(/^\//, '')}`);
  if (named.length === 0) return [{ action, resource: '*' }];
  return named.map((name) => ({ action, resource: arnOf(name, parameter) }));
};
