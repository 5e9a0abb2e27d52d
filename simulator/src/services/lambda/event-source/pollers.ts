import type { Message } from '@aws-sdk/client-sqs';
import type { Timer } from '../../../kernel/clock';
import type { EventSourceMapping } from './state';

/** What one poller has received and not handed over yet. */
export interface Gathering {
  readonly messages: Message[];
  readonly windowEnd: number;
}

/** "Lambda starts processing five batches at a time" */
const POLLERS = 5;
/** batches at once where no maximum is set; more come with a backlog only, over minutes */
const AT_ONCE = 5;

/** The pollers of a mapping: each gathers a batch of its own, in a window of its own. */
export class Pollers {
  timer: Timer | undefined;
  /** whether one of them is receiving just now */
  receiving = false;
  private readonly gatherings: (Gathering | undefined)[] = Array.from({ length: POLLERS });
  private next = 0;

  /** The poller whose turn it is to receive, and for how many messages it has room; undefined where none may. */
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

  /** What a poller has received joins its batch. */
  gather(poller: number, messages: readonly Message[], windowEnd: number): void {
    const gathering = this.gatherings[poller] ?? { messages: [], windowEnd };
    gathering.messages.push(...messages);
    this.gatherings[poller] = gathering;
    this.next = (poller + 1) % POLLERS;
  }

  /** When the first window ends. */
  get windowEnd(): number | undefined {
    const ends = this.begun.map(({ windowEnd }) => windowEnd);
    return ends.length === 0 ? undefined : Math.min(...ends);
  }

  /** The batches that are full or whose window has ended, and no longer the pollers'. */
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
