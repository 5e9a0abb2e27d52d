import type { World } from '../../contract/world';
import { ids } from '../../kernel/ids';
import { numberOf } from './attributes';
import { type Message, type Queue, queues } from './state';

const waiting = new WeakMap<Queue, (() => void)[]>();

const watchers = new WeakMap<Queue, (() => void)[]>();

/** Ends the long polls of a queue because a message has arrived. */
export function wake(queue: Queue): void {
  for (const resolve of waiting.get(queue) ?? []) resolve();
  waiting.delete(queue);
  for (const watcher of watchers.get(queue) ?? []) watcher();
}

/** Calls back whenever a message becomes visible in the queue, as if polling continuously. */
export function onArrival(queue: Queue, watcher: () => void): void {
  watchers.set(queue, [...(watchers.get(queue) ?? []), watcher]);
}

/** Resolves when a message arrives in the queue or `seconds` of the organization's time have passed; at once if time stands still. */
export function arrival(queue: Queue, seconds: number, { clock }: World): Promise<void> {
  if (clock.rate <= 0 || seconds <= 0) return Promise.resolve();
  return new Promise((resolve) => {
    waiting.set(queue, [...(waiting.get(queue) ?? []), resolve]);
    clock.after(seconds, resolve);
  });
}

/** Receives up to `most` visible messages, which become invisible; messages received too often go to the dead-letter queue instead. */
export function receive(queue: Queue, most: number, visibilitySeconds: number, world: World): Message[] {
  const now = world.clock.now();
  expire(queue, now);
  const received: Message[] = [];
  const blockedGroups = new Set(
    queue.messages.filter(({ visibleAt }) => visibleAt > now).map(({ groupId }) => groupId ?? ''),
  );
  for (const message of [...queue.messages]) {
    if (received.length >= most) break;
    if (message.visibleAt > now) continue;
    if (queue.name.endsWith('.fifo') && blockedGroups.has(message.groupId ?? '')) continue;
    if (moveToDeadLetters(queue, message, world)) continue;
    message.receiveCount += 1;
    message.firstReceivedAt ??= now;
    message.visibleAt = now + visibilitySeconds * 1000;
    message.receiptHandle = Buffer.from(`${message.id}/${ids.hex(16)}`).toString('base64');
    received.push(message);
  }
  return received;
}

function expire(queue: Queue, now: number): void {
  const oldest = now - numberOf(queue, 'MessageRetentionPeriod') * 1000;
  if (queue.messages.some(({ sentAt }) => sentAt < oldest))
    queue.messages = queue.messages.filter(({ sentAt }) => sentAt >= oldest);
}

function moveToDeadLetters(queue: Queue, message: Message, world: World): boolean {
  const policy: { deadLetterTargetArn?: string; maxReceiveCount?: number | string } = JSON.parse(
    queue.attributes.get('RedrivePolicy') ?? '{}',
  );
  if (policy.deadLetterTargetArn === undefined || message.receiveCount < Number(policy.maxReceiveCount)) return false;
  const [, , , region = '', accountId = '', name = ''] = policy.deadLetterTargetArn.split(':');
  const target = world.state.peek(queues, accountId, region)?.get(name);
  if (!target) return false;
  queue.messages = queue.messages.filter((each) => each !== message);
  target.messages.push({ ...message, receiptHandle: undefined, deadLetterSource: queue.arn });
  wake(target);
  return true;
}
