import type { World } from '../../../contract/world';
import type { ApiDestination } from './state';

/** Of the second that is being filled: when it begins, and how many calls have a place in it. */
const seconds = new WeakMap<ApiDestination, { start: number; taken: number }>();

/** In how many seconds the next call of a destination has its turn: it takes so many a second, the others wait in EventBridge. */
export function turnOf(destination: ApiDestination, { clock }: Pick<World, 'clock'>): number {
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
