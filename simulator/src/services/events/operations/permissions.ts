import type {
  PutPermissionCommandInput,
  PutPermissionCommandOutput,
  RemovePermissionCommandInput,
  RemovePermissionCommandOutput,
} from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../contract/service';
import { notFound, validation } from '../errors';
import { findBus } from '../event-bus';
import type { EventBus } from '../state';

interface Statement {
  readonly Sid?: string;
}

/** PutPermission: the whole policy of a bus, or one statement of it. */
export const putPermission: Operation<PutPermissionCommandInput, Partial<PutPermissionCommandOutput>> = (
  input,
  call,
) => {
  const bus = findBus(input.EventBusName, 'events:PutPermission', call);
  if (input.Policy !== undefined) {
    requirePolicy(input.Policy);
    bus.policy = input.Policy;
    return {};
  }
  const { Action = 'events:PutEvents', Principal = '', StatementId, Condition } = input;
  if (StatementId === undefined) throw validation('Parameter StatementId must be specified.');
  const statement = {
    Sid: StatementId,
    Effect: 'Allow',
    Principal: Principal === '*' ? '*' : { AWS: `arn:${call.partition}:iam::${Principal}:root` },
    Action,
    Resource: bus.arn,
    ...(Condition ? { Condition: { [Condition.Type ?? '']: { [Condition.Key ?? '']: Condition.Value } } } : {}),
  };
  write(bus, [...statements(bus).filter(({ Sid }) => Sid !== StatementId), statement]);
  return {};
};

function requirePolicy(policy: string): void {
  try {
    JSON.parse(policy);
  } catch {
    throw validation('Provided policy document is malformed.');
  }
}

/** RemovePermission: one statement, or all of them. */
export const removePermission: Operation<RemovePermissionCommandInput, Partial<RemovePermissionCommandOutput>> = (
  input,
  call,
) => {
  const bus = findBus(input.EventBusName, 'events:RemovePermission', call);
  if (input.RemoveAllPermissions) {
    bus.policy = undefined;
    return {};
  }
  const kept = statements(bus).filter(({ Sid }) => Sid !== input.StatementId);
  if (bus.policy === undefined) throw notFound('EventBus does not have a policy.');
  if (kept.length === statements(bus).length) throw notFound('Statement with the provided id does not exist.');
  write(bus, kept);
  return {};
};

function statements(bus: EventBus): readonly Statement[] {
  const policy: { Statement?: Statement | Statement[] } = JSON.parse(bus.policy ?? '{}');
  return [policy.Statement ?? []].flat();
}

function write(bus: EventBus, Statement: readonly Statement[]): void {
  bus.policy = Statement.length === 0 ? undefined : JSON.stringify({ Version: '2012-10-17', Statement });
}
