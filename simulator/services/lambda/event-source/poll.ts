import type { Message, ReceiveMessageCommandOutput } from '@aws-sdk/client-sqs';
import { AwsError } from '../../../kernel/aws-error';
import type { Timer } from '../../../kernel/clock';
import { ids } from '../../../kernel/ids';
import type { Simulation } from '../../../simulation';
import { queueUrlOf } from '../../sqs/queue-url';
import { onArrival } from '../../sqs/receive';
import { type Queue, queues } from '../../sqs/state';
import { environmentsOf, SimulationStopped } from '../execution/environments';
import { run } from '../execution/run';
import { functions, type LambdaFunction } from '../state';
import { batchEvent, failedIn } from './batch';
import type { EventSourceMapping } from './state';
import { eventSourceMappings } from './state';

const AT_ONCE = 5;
const RECEIVED_AT_ONCE = 10;

const timers = new WeakMap<EventSourceMapping, Timer>();

/** Begins to watch a mapping's queue; ends by itself once the mapping is gone. */
export function watch(simulation: Simulation, mapping: EventSourceMapping): void {
  const queue = queueOf(simulation, mapping);
  if (queue) onArrival(queue, () => arm(simulation, mapping));
  arm(simulation, mapping);
}

/** Plans the next batch: when the window of the first message ends, or at once where a batch is full. */
export function arm(simulation: Simulation, mapping: EventSourceMapping): void {
  const { clock } = simulation;
  const queue = queueOf(simulation, mapping);
  timers.get(mapping)?.cancel();
  timers.delete(mapping);
  if (!queue || !isLive(simulation, mapping) || mapping.running >= (mapping.maximumConcurrency ?? AT_ONCE)) return;
  const [first] = queue.messages.map(({ visibleAt }) => visibleAt).sort((a, b) => a - b);
  if (first === undefined) return;
  const now = clock.now();
  const full = queue.messages.filter(({ visibleAt }) => visibleAt <= now).length >= mapping.batchSize;
  const since = Math.max(first, now);
  const windowEnd = full ? now : (opened.get(mapping) ?? since) + mapping.windowSeconds * 1000;
  if (!full && first <= now && !opened.has(mapping)) opened.set(mapping, since);
  const due = Math.max(windowEnd, first);
  timers.set(
    mapping,
    clock.after(Math.max(0, due - now) / 1000, () => clock.background(nextBatch(simulation, mapping))),
  );
}

/** mapping → when its window began */
const opened = new WeakMap<EventSourceMapping, number>();

async function nextBatch(simulation: Simulation, mapping: EventSourceMapping): Promise<void> {
  timers.delete(mapping);
  opened.delete(mapping);
  const found = simulation.state.peek(functions, mapping.accountId, mapping.region)?.get(mapping.functionName);
  if (!found || !isLive(simulation, mapping)) return;
  mapping.running += 1;
  try {
    const messages = await receive(simulation, mapping, found);
    // the next batch does not wait for this one
    arm(simulation, mapping);
    if (messages.length > 0) await process(simulation, mapping, found, messages);
  } catch (error) {
    if (error instanceof SimulationStopped) return;
    if (!(error instanceof AwsError)) throw error;
    mapping.lastResult = `PROBLEM: ${error.message}`;
  } finally {
    mapping.running -= 1;
  }
  arm(simulation, mapping);
}

async function receive(simulation: Simulation, mapping: EventSourceMapping, found: LambdaFunction): Promise<Message[]> {
  const all: Message[] = [];
  while (all.length < mapping.batchSize) {
    const MaxNumberOfMessages = Math.min(RECEIVED_AT_ONCE, mapping.batchSize - all.length);
    const { Messages = [] } = await asRole<ReceiveMessageCommandOutput>(simulation, mapping, found, 'ReceiveMessage', {
      MaxNumberOfMessages,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    });
    if (Messages.length === 0) break;
    all.push(...Messages);
  }
  return all;
}

/** Messages that fail stay in the queue: they are seen again when their visibility timeout ends. */
async function process(
  simulation: Simulation,
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
  simulation: Simulation,
  { queueArn, region }: EventSourceMapping,
  { configuration, name }: LambdaFunction,
  operation: string,
  input: object,
): Promise<O> {
  const principal = simulation.principals.session(configuration.Role ?? '', name);
  return simulation.invoke<O>('sqs', operation, { QueueUrl: queueUrlOf(queueArn), ...input }, { principal, region });
}

function queueOf(simulation: Simulation, { queueArn }: EventSourceMapping): Queue | undefined {
  const [, , , region = '', accountId = '', name = ''] = queueArn.split(':');
  return simulation.state.peek(queues, accountId, region)?.get(name);
}

function isLive(simulation: Simulation, mapping: EventSourceMapping): boolean {
  const all = simulation.state.peek(eventSourceMappings, mapping.accountId, mapping.region);
  return mapping.enabled && all?.get(mapping.uuid) === mapping;
}
