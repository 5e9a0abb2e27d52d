import type { Message, ReceiveMessageCommandOutput } from '@aws-sdk/client-sqs';
import type { World } from '../../../contract/world';
import { AwsError } from '../../../kernel/aws-error';
import { ids } from '../../../kernel/ids';
import { queueUrlOf } from '../../sqs/queue-url';
import { onArrival } from '../../sqs/receive';
import { type Queue, queues } from '../../sqs/state';
import { environmentsOf, SimulationStopped } from '../execution/environments';
import { run } from '../execution/run';
import { functions, type LambdaFunction } from '../state';
import { batchEvent, failedIn } from './batch';
import { pollersOf } from './pollers';
import type { EventSourceMapping } from './state';
import { eventSourceMappings } from './state';

const RECEIVED_AT_ONCE = 10;

/** Starts to poll a mapping's queue; stops automatically once the mapping is deleted. */
export function watch(world: World, mapping: EventSourceMapping): void {
  const queue = queueOf(world, mapping);
  if (queue) onArrival(queue, () => scheduleNextPoll(world, mapping));
  scheduleNextPoll(world, mapping);
}

/** Schedules the next poll: when a message can be received, or the window of a batch ends. */
export function scheduleNextPoll(world: World, mapping: EventSourceMapping): void {
  const { clock } = world;
  const pollers = pollersOf(mapping);
  pollers.timer?.cancel();
  pollers.timer = undefined;
  if (!isLive(world, mapping) || pollers.receiving) return;
  const messages = pollers.turn(mapping) ? (queueOf(world, mapping)?.messages ?? []) : [];
  const due = messages.reduce((first, { visibleAt }) => Math.min(first, visibleAt), pollers.windowEnd ?? Infinity);
  if (due === Infinity) return;
  pollers.timer = clock.after(Math.max(0, due - clock.now()) / 1000, () => clock.background(poll(world, mapping)));
}

/** Lets the pollers receive messages in turn, and invokes the function with the batches that are ready. */
async function poll(world: World, mapping: EventSourceMapping): Promise<void> {
  const pollers = pollersOf(mapping);
  const found = world.state.peek(functions, mapping.accountId, mapping.region)?.get(mapping.functionName);
  if (!found || !isLive(world, mapping) || pollers.receiving) return;
  pollers.receiving = true;
  try {
    await receive(world, mapping, found);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    mapping.lastResult = `PROBLEM: ${error.message}`;
  } finally {
    pollers.receiving = false;
  }
  const ready = pollers.takeReady(world.clock.now(), mapping.batchSize);
  mapping.running += ready.length;
  // the next batches do not wait for these
  scheduleNextPoll(world, mapping);
  await Promise.all(ready.map((messages) => invokeWithBatch(world, mapping, found, messages)));
}

async function receive(world: World, mapping: EventSourceMapping, found: LambdaFunction): Promise<void> {
  const pollers = pollersOf(mapping);
  for (let turn = pollers.turn(mapping); turn; turn = pollers.turn(mapping)) {
    const { Messages = [] } = await asRole<ReceiveMessageCommandOutput>(world, mapping, found, 'ReceiveMessage', {
      MaxNumberOfMessages: Math.min(RECEIVED_AT_ONCE, turn.room),
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    });
    if (Messages.length === 0) return;
    pollers.gather(turn.poller, Messages, world.clock.now() + mapping.windowSeconds * 1000);
  }
}

/** Invokes the function with a batch; its poller continues right after it. */
async function invokeWithBatch(
  world: World,
  mapping: EventSourceMapping,
  found: LambdaFunction,
  messages: readonly Message[],
): Promise<void> {
  try {
    await process(world, mapping, found, messages);
  } catch (error) {
    if (error instanceof SimulationStopped) return;
    if (!(error instanceof AwsError)) throw error;
    mapping.lastResult = `PROBLEM: ${error.message}`;
  } finally {
    mapping.running -= 1;
  }
  await poll(world, mapping);
  scheduleNextPoll(world, mapping);
}

/** Processes a batch. Failed messages stay in the queue and become visible again when their visibility timeout ends. */
async function process(
  world: World,
  mapping: EventSourceMapping,
  found: LambdaFunction,
  messages: readonly Message[],
): Promise<void> {
  const { reservedConcurrency } = found;
  if (reservedConcurrency !== undefined && environmentsOf(world).busy(`${found.arn}:`) >= reservedConcurrency) {
    mapping.lastResult = 'PROBLEM: Function call failed: throttled';
    return;
  }
  const event = batchEvent(mapping, messages);
  const result = await run(world, { found, version: '$LATEST', event, requestId: ids.uuid() });
  const failed = result.failed ? messages : failedIn(result.payload, messages, mapping.reportsFailures);
  mapping.lastResult = failed.length === 0 ? 'OK' : `PROBLEM: ${failed.length} of ${messages.length} messages failed`;
  const done = messages.filter((message) => !failed.includes(message));
  for (let at = 0; at < done.length; at += RECEIVED_AT_ONCE)
    await asRole(world, mapping, found, 'DeleteMessageBatch', {
      Entries: done
        .slice(at, at + RECEIVED_AT_ONCE)
        .map(({ MessageId, ReceiptHandle }) => ({ Id: MessageId, ReceiptHandle })),
    });
}

/** Calls SQS with the function's role, as Lambda's pollers do. */
function asRole<O>(
  world: World,
  { queueArn, region }: EventSourceMapping,
  { configuration, name }: LambdaFunction,
  operation: string,
  input: object,
): Promise<O> {
  const principal = world.principals.session(configuration.Role ?? '', name);
  return world.invoke<O>('sqs', operation, { QueueUrl: queueUrlOf(queueArn), ...input }, { principal, region });
}

function queueOf(world: World, { queueArn }: EventSourceMapping): Queue | undefined {
  const [, , , region = '', accountId = '', name = ''] = queueArn.split(':');
  return world.state.peek(queues, accountId, region)?.get(name);
}

function isLive(world: World, mapping: EventSourceMapping): boolean {
  const all = world.state.peek(eventSourceMappings, mapping.accountId, mapping.region);
  return mapping.enabled && all?.get(mapping.uuid) === mapping;
}
