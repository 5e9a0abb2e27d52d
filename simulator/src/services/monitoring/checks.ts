import { arn } from '../../contract/checks';
import type { Checks } from '../../contract/service';

/** CloudWatch, whose prefix is not its signing name: alarms and dashboards. */
export const checks: Checks = (call, input) => {
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
