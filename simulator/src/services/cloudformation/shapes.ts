import type {
  Change as ChangeShape,
  Parameter,
  ResourceChange,
  StackEvent as StackEventShape,
  StackResourceDetail,
  Stack as StackShape,
} from '@aws-sdk/client-cloudformation';
import type { Change, ChangeDetail, Stack, StackEvent, StackResource } from './state';
import type { StackParameter } from './template/parameters';

/** Parameters as DescribeStacks shows them, with secret values masked. */
export const parameterShapes = (parameters: readonly StackParameter[]): Parameter[] =>
  parameters.map(({ key, value, noEcho, resolvedValue }) => ({
    ParameterKey: key,
    ParameterValue: noEcho ? '****' : value,
    ...(resolvedValue === undefined ? {} : { ResolvedValue: resolvedValue }),
  }));

export function stackShape(stack: Stack): StackShape {
  const { deployed } = stack;
  return {
    StackId: stack.id,
    StackName: stack.name,
    ...(stack.description === undefined ? {} : { Description: stack.description }),
    Parameters: parameterShapes(deployed?.parameters ?? []),
    CreationTime: new Date(stack.createdAt),
    ...(stack.updatedAt === undefined ? {} : { LastUpdatedTime: new Date(stack.updatedAt) }),
    ...(stack.deletedAt === undefined ? {} : { DeletionTime: new Date(stack.deletedAt) }),
    RollbackConfiguration: {},
    StackStatus: stack.status as StackShape['StackStatus'],
    ...(stack.statusReason === undefined ? {} : { StackStatusReason: stack.statusReason }),
    DisableRollback: deployed?.disableRollback ?? false,
    NotificationARNs: [...(deployed?.notificationArns ?? [])],
    Capabilities: [...(deployed?.capabilities ?? [])] as StackShape['Capabilities'],
    Outputs: [...stack.outputs],
    ...(deployed?.roleArn === undefined ? {} : { RoleARN: deployed.roleArn }),
    Tags: [...(deployed?.tags ?? [])],
    EnableTerminationProtection: stack.terminationProtection,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}

export function eventShape(stack: Stack, event: StackEvent): StackEventShape {
  return {
    StackId: stack.id,
    StackName: stack.name,
    EventId: event.eventId,
    OperationId: event.operationId,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: new Date(event.timestamp),
    ResourceStatus: event.status as StackEventShape['ResourceStatus'],
    ...(event.reason === undefined ? {} : { ResourceStatusReason: event.reason }),
    ...(event.properties === undefined ? {} : { ResourceProperties: event.properties }),
    ...(event.token === undefined ? {} : { ClientRequestToken: event.token }),
  };
}

export function resourceShape(stack: Stack, resource: StackResource): StackResourceDetail & { Timestamp: Date } {
  const at = new Date(resource.timestamp);
  return {
    StackName: stack.name,
    StackId: stack.id,
    LogicalResourceId: resource.logicalId,
    ...(resource.physicalId === '' ? {} : { PhysicalResourceId: resource.physicalId }),
    ResourceType: resource.type,
    LastUpdatedTimestamp: at,
    Timestamp: at,
    ResourceStatus: resource.status as StackResourceDetail['ResourceStatus'],
    ...(resource.statusReason === undefined ? {} : { ResourceStatusReason: resource.statusReason }),
    DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
    ...(resource.definition.Metadata === undefined ? {} : { Metadata: JSON.stringify(resource.definition.Metadata) }),
  };
}

/** @param withValues whether the values before and after are requested (`IncludePropertyValues`) */
export function changeShape(change: Change, withValues: boolean): ChangeShape {
  const resource: ResourceChange = {
    Action: change.action,
    LogicalResourceId: change.logicalId,
    ...(change.physicalId === undefined ? {} : { PhysicalResourceId: change.physicalId }),
    ResourceType: change.type,
    ...(change.replacement === undefined ? {} : { Replacement: change.replacement }),
    Scope: [...change.scope] as ResourceChange['Scope'],
    Details: change.details.map((each) => detailShape(each, withValues)),
  };
  if (!withValues || change.action !== 'Modify') return { Type: 'Resource', ResourceChange: resource };
  const BeforeContext = contextOf(change.details, 'before');
  const AfterContext = contextOf(change.details, 'after');
  return { Type: 'Resource', ResourceChange: { ...resource, BeforeContext, AfterContext } };
}

function detailShape(detail: ChangeDetail, withValues: boolean): NonNullable<ResourceChange['Details']>[number] {
  const { attribute, name, requiresRecreation, before, after } = detail;
  const path = name === undefined ? `/${attribute}` : `/${attribute}/${name}`;
  return {
    Target: {
      Attribute: attribute,
      ...(name === undefined ? {} : { Name: name }),
      RequiresRecreation: requiresRecreation,
      ...(withValues ? { Path: path, AttributeChangeType: kindOf(before, after) } : {}),
      ...(withValues && before !== undefined ? { BeforeValue: before } : {}),
      ...(withValues && after !== undefined ? { AfterValue: after } : {}),
    },
    Evaluation: 'Static',
    ChangeSource: 'DirectModification',
  };
}

function kindOf(before: string | undefined, after: string | undefined): 'Add' | 'Remove' | 'Modify' {
  if (before === undefined && after !== undefined) return 'Add';
  return after === undefined && before !== undefined ? 'Remove' : 'Modify';
}

function contextOf(details: readonly ChangeDetail[], side: 'before' | 'after'): string {
  const entries = details.flatMap((each) =>
    each[side] === undefined ? [] : [[each.name ?? each.attribute, each[side]]],
  );
  return JSON.stringify({ Properties: Object.fromEntries(entries) });
}
