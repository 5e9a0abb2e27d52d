import type { Call } from '../../contract/service';
import { haveOwnIds } from '../../policy/statement-ids';
import { invalidAttributeName, invalidParameter } from './errors';
import type { Queue } from './state';

const DEFAULTS: Readonly<Record<string, string>> = {
  VisibilityTimeout: '30',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  DelaySeconds: '0',
  ReceiveMessageWaitTimeSeconds: '0',
  SqsManagedSseEnabled: 'true',
};
const SETTABLE = [
  ...Object.keys(DEFAULTS),
  'Policy',
  'RedrivePolicy',
  'RedriveAllowPolicy',
  'KmsMasterKeyId',
  'KmsDataKeyReusePeriodSeconds',
  'FifoQueue',
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoThroughputLimit',
];
const RANGES: Readonly<Record<string, readonly [number, number]>> = {
  VisibilityTimeout: [0, 43_200],
  MaximumMessageSize: [1024, 1_048_576],
  MessageRetentionPeriod: [60, 1_209_600],
  DelaySeconds: [0, 900],
  ReceiveMessageWaitTimeSeconds: [0, 20],
};

/** Sets attributes; an empty value removes one. */
export function setAttributes(
  attributes: Map<string, string>,
  given: Readonly<Record<string, string | undefined>>,
): void {
  for (const [name, value] of Object.entries(given)) {
    if (!SETTABLE.includes(name)) throw invalidAttributeName(name);
    check(name, value ?? '');
  }
  for (const [name, value] of Object.entries(given))
    if (value === undefined || value === '') attributes.delete(name);
    else attributes.set(name, value);
  if (given.KmsMasterKeyId) attributes.set('SqsManagedSseEnabled', 'false');
}

function check(name: string, value: string): void {
  const range = RANGES[name];
  if (range && value !== '' && !(Number(value) >= range[0] && Number(value) <= range[1])) throw invalidValue(name);
  if (['Policy', 'RedrivePolicy', 'RedriveAllowPolicy'].includes(name) && value !== '') {
    const document = parsed(name, value);
    if (name === 'Policy' && !haveOwnIds(document, 'allowed')) throw invalidValue(name);
  }
}

function parsed(name: string, value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    throw invalidValue(name);
  }
}

const invalidValue = (name: string): Error => invalidParameter(`Invalid value for the parameter ${name}.`);

/** One attribute as a number. */
export function numberOf(queue: Queue, name: string): number {
  return Number(queue.attributes.get(name) ?? DEFAULTS[name] ?? 0);
}

/** The number of a queue's messages that are visible, in flight, and delayed. */
export function counts({ messages }: Queue, now: number): { visible: number; notVisible: number; delayed: number } {
  const visible = messages.filter((message) => message.visibleAt <= now).length;
  const notVisible = messages.filter(
    (message) => message.visibleAt > now && message.receiptHandle !== undefined,
  ).length;
  return { visible, notVisible, delayed: messages.length - visible - notVisible };
}

/** All attributes as GetQueueAttributes returns them, including counts. */
export function allAttributes(queue: Queue, call: Call): Record<string, string> {
  const { visible, notVisible, delayed } = counts(queue, call.world.clock.now());
  return {
    ...DEFAULTS,
    ...Object.fromEntries(queue.attributes),
    QueueArn: queue.arn,
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.modifiedAt / 1000)),
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(notVisible),
    ApproximateNumberOfMessagesDelayed: String(delayed),
  };
}
