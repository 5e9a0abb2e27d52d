import type {
  CreateEventSourceMappingCommandInput,
  DeleteEventSourceMappingCommandInput,
  EventSourceMappingConfiguration,
  GetEventSourceMappingCommandInput,
  ListEventSourceMappingsCommandInput,
  ListEventSourceMappingsCommandOutput,
  UpdateEventSourceMappingCommandInput,
} from '@aws-sdk/client-lambda';
import { roleRefusal } from '../../../contract/role-access';
import type { Call, Operation } from '../../../contract/service';
import { ids } from '../../../kernel/ids';
import { numberOf } from '../../sqs/attributes';
import { queues } from '../../sqs/state';
import { conflict, invalidParameter, noResource } from '../errors';
import { scheduleNextPoll, watch } from '../event-source/poll';
import { type EventSourceMapping, eventSourceMappings, type MappingSettings } from '../event-source/state';
import { findFunction } from '../find-function';
import { functions, type LambdaFunction } from '../state';

/** CreateEventSourceMapping, only of SQS queues: polling begins at once. */
export const createEventSourceMapping: Operation<
  CreateEventSourceMappingCommandInput,
  EventSourceMappingConfiguration
> = async (input, call) => {
  const { found } = findFunction(input, 'lambda:CreateEventSourceMapping', call);
  const queueArn = input.EventSourceArn ?? '';
  const all = call.world.state.at(eventSourceMappings, call.accountId, call.region);
  const taken = [...all.values()].find((each) => each.queueArn === queueArn && each.functionName === found.name);
  if (taken)
    throw conflict(
      `An event source mapping with SQS arn (" ${queueArn} ") and function (" ${found.name} ") already exists. Please update or delete the existing mapping with UUID ${taken.uuid}`,
    );
  const uuid = ids.uuid();
  const { accountId, region, partition } = call;
  const mapping: EventSourceMapping = {
    uuid,
    arn: `arn:${partition}:lambda:${region}:${accountId}:event-source-mapping:${uuid}`,
    accountId,
    region,
    functionName: found.name,
    queueArn,
    running: 0,
    ...settingsOf(input, {
      batchSize: 10,
      windowSeconds: 0,
      enabled: true,
      reportsFailures: false,
      maximumConcurrency: undefined,
    }),
    modifiedAt: call.world.clock.now(),
    lastResult: 'No records processed',
    tags: { ...input.Tags },
  };
  await checkSource(mapping, found, call);
  all.set(uuid, mapping);
  watch(call.world, mapping);
  return configurationOf(mapping, call);
};

/** UpdateEventSourceMapping. */
export const updateEventSourceMapping: Operation<
  UpdateEventSourceMappingCommandInput,
  EventSourceMappingConfiguration
> = (input, call) => {
  const mapping = findMapping(input.UUID, call);
  Object.assign(mapping, settingsOf(input, mapping), { modifiedAt: call.world.clock.now() });
  scheduleNextPoll(call.world, mapping);
  return configurationOf(mapping, call);
};

/** GetEventSourceMapping. */
export const getEventSourceMapping: Operation<GetEventSourceMappingCommandInput, EventSourceMappingConfiguration> = (
  input,
  call,
) => configurationOf(findMapping(input.UUID, call), call);

/** ListEventSourceMappings: of a function, of a queue, or all; on one page. */
export const listEventSourceMappings: Operation<
  ListEventSourceMappingsCommandInput,
  Partial<ListEventSourceMappingsCommandOutput>
> = (input, call) => {
  const all = [...(call.world.state.peek(eventSourceMappings, call.accountId, call.region)?.values() ?? [])];
  const name = input.FunctionName?.split(':').at(-1);
  return {
    EventSourceMappings: all
      .filter((each) => name === undefined || each.functionName === name)
      .filter((each) => input.EventSourceArn === undefined || each.queueArn === input.EventSourceArn)
      .map((each) => configurationOf(each, call)),
  };
};

/** DeleteEventSourceMapping: at once. */
export const deleteEventSourceMapping: Operation<
  DeleteEventSourceMappingCommandInput,
  EventSourceMappingConfiguration
> = (input, call) => {
  const mapping = findMapping(input.UUID, call);
  call.world.state.at(eventSourceMappings, call.accountId, call.region).delete(mapping.uuid);
  return { ...configurationOf(mapping, call), State: 'Deleting' };
};

function findMapping(uuid: string | undefined, call: Call): EventSourceMapping {
  const found = call.world.state.peek(eventSourceMappings, call.accountId, call.region)?.get(uuid ?? '');
  if (!found) throw noResource('The resource you requested does not exist.');
  return found;
}

const MAX_WITHOUT_WINDOW = 10;

function settingsOf(
  input: Omit<UpdateEventSourceMappingCommandInput, 'UUID'>,
  before: MappingSettings,
): MappingSettings {
  const { BatchSize, MaximumBatchingWindowInSeconds, Enabled, FunctionResponseTypes, ScalingConfig } = input;
  const settings = {
    batchSize: BatchSize ?? before.batchSize,
    windowSeconds: MaximumBatchingWindowInSeconds ?? before.windowSeconds,
    enabled: Enabled ?? before.enabled,
    reportsFailures: FunctionResponseTypes?.includes('ReportBatchItemFailures') ?? before.reportsFailures,
    maximumConcurrency: ScalingConfig ? ScalingConfig.MaximumConcurrency : before.maximumConcurrency,
  };
  if (settings.batchSize > MAX_WITHOUT_WINDOW && settings.windowSeconds < 1)
    throw invalidParameter(
      'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10',
    );
  return settings;
}

/** Checks the queue, and the permissions of the function's role on it, as Lambda does before it begins. */
async function checkSource({ queueArn }: EventSourceMapping, found: LambdaFunction, call: Call): Promise<void> {
  const [, , service, region = '', accountId = '', name = ''] = queueArn.split(':');
  if (service !== 'sqs') throw invalidParameter(`Unrecognized event source: ${queueArn} is not simulated`);
  const queue = call.world.state.peek(queues, accountId, region)?.get(name);
  if (!queue)
    throw invalidParameter(
      `Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.`,
    );
  for (const operation of ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes']) {
    const use = { roleArn: found.configuration.Role ?? '', service: 'lambda.amazonaws.com', region: call.region };
    const refusal = await roleRefusal({ ...use, action: `sqs:${operation}`, resource: queueArn }, call.world);
    if (refusal !== undefined)
      throw invalidParameter(`The function execution role does not have permissions to call ${operation} on SQS`);
  }
  const [visible, timeout] = [numberOf(queue, 'VisibilityTimeout'), found.configuration.Timeout ?? 3];
  if (visible < timeout)
    throw invalidParameter(
      `Queue visibility timeout: ${visible} seconds is less than Function timeout: ${timeout} seconds`,
    );
}

function configurationOf(mapping: EventSourceMapping, call: Call): EventSourceMappingConfiguration {
  const found = call.world.state.peek(functions, mapping.accountId, mapping.region)?.get(mapping.functionName);
  return {
    UUID: mapping.uuid,
    EventSourceMappingArn: mapping.arn,
    EventSourceArn: mapping.queueArn,
    ...(found ? { FunctionArn: found.arn } : {}),
    BatchSize: mapping.batchSize,
    MaximumBatchingWindowInSeconds: mapping.windowSeconds,
    State: mapping.enabled ? 'Enabled' : 'Disabled',
    StateTransitionReason: 'USER_INITIATED',
    LastProcessingResult: mapping.lastResult,
    LastModified: new Date(mapping.modifiedAt),
    FunctionResponseTypes: mapping.reportsFailures ? ['ReportBatchItemFailures'] : [],
    ...(mapping.maximumConcurrency === undefined
      ? {}
      : { ScalingConfig: { MaximumConcurrency: mapping.maximumConcurrency } }),
  };
}
