import type { World } from '../../../contract/world';
import type { ApiDestination } from './state';

/** The current second of each destination: its start, and how many calls were assigned to it. */
const seconds = new WeakMap<ApiDestination, { start: number; taken: number }>();

/** The seconds until the next call of a destination: its rate is limited, and further calls wait in EventBridge. */
export function secondsUntilNextCall(destination: ApiDestination, { clock }: Pick<World, 'clock'>): number {
  const now = clock.now();
  const known = seconds.get(destination);
  const second = known && known.start + 1000 > now ? known : { start: now, taken: 0 };
  if (second.taken >= destination.callsPerSecond) {
    second.start += 1000;
    second.taken = 0;
  }
  second.taken += 1;
  seconds.set(destination, second);
  return Math.max(0, second.start - now) / 1000;
}
