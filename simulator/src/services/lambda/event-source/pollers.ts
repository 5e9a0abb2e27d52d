import type { Message } from '@aws-sdk/client-sqs';
import type { Timer } from '../../../kernel/clock';
import type { EventSourceMapping } from './state';

/** The messages that one poller has received and the function has not. */
export interface Gathering {
  readonly messages: Message[];
  readonly windowEnd: number;
}

/** "Lambda starts processing five batches at a time" */
const POLLERS = 5;
/** concurrent batches if no maximum is set; AWS adds more over minutes if there is a backlog */
const AT_ONCE = 5;

/** The pollers of a mapping; each gathers its own batch in its own window. */
export class Pollers {
  timer: Timer | undefined;
  /** whether one of them is receiving now */
  receiving = false;
  private readonly gatherings: (Gathering | undefined)[] = Array.from({ length: POLLERS });
  private next = 0;

  /** The next poller to receive, and how many messages it has room for; undefined if none may receive. */
  turn(mapping: EventSourceMapping): { readonly poller: number; readonly room: number } | undefined {
    const limit = mapping.maximumConcurrency ?? AT_ONCE;
    const mayBegin = this.begun.length + mapping.running < limit;
    for (let step = 0; step < POLLERS; step += 1) {
      const poller = (this.next + step) % POLLERS;
      const gathered = this.gatherings[poller]?.messages.length;
      if (gathered === undefined ? !mayBegin : gathered >= mapping.batchSize) continue;
      return { poller, room: mapping.batchSize - (gathered ?? 0) };
    }
    return undefined;
  }

  /** Adds received messages to a poller's batch. */
  gather(poller: number, messages: readonly Message[], windowEnd: number): void {
    const gathering = this.gatherings[poller] ?? { messages: [], windowEnd };
    gathering.messages.push(...messages);
    this.gatherings[poller] = gathering;
    this.next = (poller + 1) % POLLERS;
  }

  /** The end of the first window. */
  get windowEnd(): number | undefined {
    const ends = this.begun.map(({ windowEnd }) => windowEnd);
    return ends.length === 0 ? undefined : Math.min(...ends);
  }

  /** Removes the batches that are full or whose window has ended from their pollers, and returns them. */
  takeReady(now: number, batchSize: number): (readonly Message[])[] {
    return this.gatherings.flatMap((gathering, poller) => {
      if (!gathering || (gathering.windowEnd > now && gathering.messages.length < batchSize)) return [];
      this.gatherings[poller] = undefined;
      return [gathering.messages];
    });
  }

  private get begun(): Gathering[] {
    return this.gatherings.filter((gathering) => gathering !== undefined);
  }
}

const all = new WeakMap<EventSourceMapping, Pollers>();

export function pollersOf(mapping: EventSourceMapping): Pollers {
  const pollers = all.get(mapping) ?? new Pollers();
  all.set(mapping, pollers);
  return pollers;
}
