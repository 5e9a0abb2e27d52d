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

/** Begins to watch a mapping's queue; ends by itself once the mapping is gone. */
export function watch(simulation: World, mapping: EventSourceMapping): void {
  const queue = queueOf(simulation, mapping);
  if (queue) onArrival(queue, () => arm(simulation, mapping));
  arm(simulation, mapping);
}

/** Plans when there is something to do next: a message can be received, or the window of a batch ends. */
export function arm(simulation: World, mapping: EventSourceMapping): void {
  const { clock } = simulation;
  const pollers = pollersOf(mapping);
  pollers.timer?.cancel();
  pollers.timer = undefined;
  if (!isLive(simulation, mapping) || pollers.receiving) return;
  const messages = pollers.turn(mapping) ? (queueOf(simulation, mapping)?.messages ?? []) : [];
  const due = messages.reduce((first, { visibleAt }) => Math.min(first, visibleAt), pollers.windowEnd ?? Infinity);
  if (due === Infinity) return;
  pollers.timer = clock.after(Math.max(0, due - clock.now()) / 1000, () => clock.background(poll(simulation, mapping)));
}

/** Lets the pollers receive what there is, in turn, and hands over what is ready. */
async function poll(simulation: World, mapping: EventSourceMapping): Promise<void> {
  const pollers = pollersOf(mapping);
  const found = simulation.state.peek(functions, mapping.accountId, mapping.region)?.get(mapping.functionName);
  if (!found || !isLive(simulation, mapping) || pollers.receiving) return;
  pollers.receiving = true;
  try {
    await receive(simulation, mapping, found);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    mapping.lastResult = `PROBLEM: ${error.message}`;
  } finally {
    pollers.receiving = false;
  }
  const ready = pollers.takeReady(simulation.clock.now(), mapping.batchSize);
  mapping.running += ready.length;
  // what comes next does not wait for these
  arm(simulation, mapping);
  await Promise.all(ready.map((messages) => handOver(simulation, mapping, found, messages)));
}

async function receive(simulation: World, mapping: EventSourceMapping, found: LambdaFunction): Promise<void> {
  const pollers = pollersOf(mapping);
  for (let turn = pollers.turn(mapping); turn; turn = pollers.turn(mapping)) {
    const { Messages = [] } = await asRole<ReceiveMessageCommandOutput>(simulation, mapping, found, 'ReceiveMessage', {
      MaxNumberOfMessages: Math.min(RECEIVED_AT_ONCE, turn.room),
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    });
    if (Messages.length === 0) return;
    pollers.gather(turn.poller, Messages, simulation.clock.now() + mapping.windowSeconds * 1000);
  }
}

/** Invokes the function with a batch; after it, its poller goes on at once. */
async function handOver(
  simulation: World,
  mapping: EventSourceMapping,
  found: LambdaFunction,
  messages: readonly Message[],
): Promise<void> {
  try {
    await process(simulation, mapping, found, messages);
  } catch (error) {
    if (error instanceof SimulationStopped) return;
    if (!(error instanceof AwsError)) throw error;
    mapping.lastResult = `PROBLEM: ${error.message}`;
  } finally {
    mapping.running -= 1;
  }
  await poll(simulation, mapping);
  arm(simulation, mapping);
}

/** Messages that fail stay in the queue: they are seen again when their visibility timeout ends. */
async function process(
  simulation: World,
  mapping: EventSourceMapping,
  found: LambdaFunction,
  messages: readonly Message[],
): Promise<void> {
  const { reservedConcurrency } = found;
  if (reservedConcurrency !== undefined && environmentsOf(simulation).busy(`${found.arn}:`) >= reservedConcurrency) {
    mapping.lastResult = 'PROBLEM: Function call failed: throttled';
    return;
  }
  const event = batchEvent(mapping, messages);
  const result = await run(simulation, { found, version: '$LATEST', event, requestId: ids.uuid() });
  const failed = result.failed ? messages : failedIn(result.payload, messages, mapping.reportsFailures);
  mapping.lastResult = failed.length === 0 ? 'OK' : `PROBLEM: ${failed.length} of ${messages.length} messages failed`;
  const done = messages.filter((message) => !failed.includes(message));
  for (let at = 0; at < done.length; at += RECEIVED_AT_ONCE)
    await asRole(simulation, mapping, found, 'DeleteMessageBatch', {
      Entries: done
        .slice(at, at + RECEIVED_AT_ONCE)
        .map(({ MessageId, ReceiptHandle }) => ({ Id: MessageId, ReceiptHandle })),
    });
}

/** Lambda polls in the name of the function's role. */
function asRole<O>(
  simulation: World,
  { queueArn, region }: EventSourceMapping,
  { configuration, name }: LambdaFunction,
  operation: string,
  input: object,
): Promise<O> {
  const principal = simulation.principals.session(configuration.Role ?? '', name);
  return simulation.invoke<O>('sqs', operation, { QueueUrl: queueUrlOf(queueArn), ...input }, { principal, region });
}

function queueOf(simulation: World, { queueArn }: EventSourceMapping): Queue | undefined {
  const [, , , region = '', accountId = '', name = ''] = queueArn.split(':');
  return simulation.state.peek(queues, accountId, region)?.get(name);
}

function isLive(simulation: World, mapping: EventSourceMapping): boolean {
  const all = simulation.state.peek(eventSourceMappings, mapping.accountId, mapping.region);
  return mapping.enabled && all?.get(mapping.uuid) === mapping;
}
