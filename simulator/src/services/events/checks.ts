import { arn, arnOf, passRole, text } from '../../contract/checks';
import type { Call, Checks, Input } from '../../contract/service';
import type { Check } from '../../policy/check';

const ON_NONE = new Set(['TestEventPattern', 'ListEventBuses']);
const ON_BUS = new Set([
  ...['CreateEventBus', 'DeleteEventBus', 'DescribeEventBus', 'UpdateEventBus', 'PutPermission', 'RemovePermission'],
  'ListRules',
]);

/** The permissions in Secrets Manager that are needed to create, change or delete a connection. */
const ON_SECRET: Readonly<Record<string, string>> = {
  CreateConnection: 'secretsmanager:CreateSecret',
  UpdateConnection: 'secretsmanager:PutSecretValue',
  DeauthorizeConnection: 'secretsmanager:PutSecretValue',
  DeleteConnection: 'secretsmanager:DeleteSecret',
};

/** EventBridge: rules (`rule/[bus/]name`), buses, connections and API destinations; PutEvents on each of its buses. */
export const checks: Checks = (call, input) => {
  const { operation } = call;
  const action = `events:${operation}`;
  const bus = (name = 'default'): string => arnOf(name, (bare) => arn(call, 'events', `event-bus/${bare}`));
  if (operation === 'PutEvents') {
    const entries = (input.Entries ?? []) as readonly { EventBusName?: string }[];
    return [...new Set(entries.map(({ EventBusName }) => bus(EventBusName)))].map((resource) => ({ action, resource }));
  }
  if (ON_NONE.has(operation)) return [{ action, resource: '*' }];
  if (/(Connection|ApiDestination)s?$/.test(operation)) return onEndpoint(call, text(input, 'Name'));
  const tagged = text(input, 'ResourceARN');
  if (tagged !== undefined) return [{ action, resource: tagged }];
  const busName = text(input, 'EventBusName');
  if (ON_BUS.has(operation)) return [{ action, resource: bus(text(input, 'Name') ?? busName) }];
  const name = text(input, 'Rule') ?? text(input, 'Name');
  if (name === undefined) return [{ action, resource: '*' }];
  const inBus = busName?.split('/').at(-1) ?? 'default';
  const resource = arn(call, 'events', `rule/${inBus === 'default' ? '' : `${inBus}/`}${name}`);
  return [{ action, resource }, ...passed(input)];
};

function onEndpoint(call: Call, name: string | undefined): readonly Check[] {
  const action = `events:${call.operation}`;
  if (name === undefined) return [{ action, resource: '*' }];
  const kind = call.operation.endsWith('Connection') ? 'connection' : 'api-destination';
  const secret = ON_SECRET[call.operation];
  return [
    { action, resource: arn(call, 'events', `${kind}/${name}`) },
    ...(secret === undefined
      ? []
      : [{ action: secret, resource: arn(call, 'secretsmanager', `secret:events!connection/${name}/*`) }]),
  ];
}

function passed(input: Input): readonly Check[] {
  const targets = (input.Targets ?? []) as readonly { RoleArn?: string }[];
  return [input, ...targets].flatMap(({ RoleArn }) => passRole(RoleArn, 'events.amazonaws.com'));
}
