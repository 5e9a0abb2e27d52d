import type { World } from '../../contract/world';
import { recordMetric } from '../monitoring/record-metric';
import { counts } from './attributes';
import { queues } from './state';

/** Records the present metrics of an account's queues in a region. */
export function measure(world: World, place: { readonly accountId: string; readonly region: string }): void {
  const now = world.clock.now();
  for (const queue of world.state.peek(queues, place.accountId, place.region)?.values() ?? []) {
    const { visible, notVisible, delayed } = counts(queue, now);
    const oldest = Math.min(now, ...queue.messages.map(({ sentAt }) => sentAt));
    const values = {
      ApproximateNumberOfMessagesVisible: visible,
      ApproximateNumberOfMessagesNotVisible: notVisible,
      ApproximateNumberOfMessagesDelayed: delayed,
      ApproximateAgeOfOldestMessage: Math.floor((now - oldest) / 1000),
    };
    for (const [name, value] of Object.entries(values))
      recordMetric(world, place, { namespace: 'AWS/SQS', name, dimensions: { QueueName: queue.name }, value });
  }
}
