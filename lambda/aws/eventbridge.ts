import { type EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { RolloutError } from '../reconcile/errors';
import { call } from './call';

/** An event to be put on a bus. */
export interface NewEvent {
  readonly source: string;
  readonly detailType: string;
  readonly detail: unknown;
}

const MOST_ENTRIES = 10;
/** 256 KiB for all entries of a request together, a little kept back for what surrounds the details */
const MOST_BYTES = 250 * 1024;

/** Amazon EventBridge as the hub needs it. */
export class EventBridge {
  constructor(
    private readonly client: EventBridgeClient,
    private readonly region: string,
    private readonly EventBusName: string,
  ) {}

  /**
   * Puts events on the bus, in as few requests as take them.
   * @throws RolloutError where EventBridge refused one; those before it are on their way
   */
  async put(events: readonly NewEvent[]): Promise<void> {
    const entries = events.map(
      ({ source, detailType, detail }): PutEventsRequestEntry => ({
        EventBusName: this.EventBusName,
        Source: source,
        DetailType: detailType,
        Detail: JSON.stringify(detail),
      }),
    );
    for (const Entries of requests(entries)) {
      const answer = await call('putting EventBridge events', this.region, () =>
        this.client.send(new PutEventsCommand({ Entries })),
      );
      const refused = answer.Entries?.find(({ ErrorCode }) => ErrorCode !== undefined);
      if (refused)
        throw new RolloutError(
          'Refused',
          `putting EventBridge events in ${this.region}: ${refused.ErrorCode}: ${refused.ErrorMessage}`,
        );
    }
  }
}

function requests(entries: readonly PutEventsRequestEntry[]): PutEventsRequestEntry[][] {
  const all: PutEventsRequestEntry[][] = [];
  let bytes = 0;
  for (const entry of entries) {
    const size = Buffer.byteLength(entry.Detail ?? '');
    const last = all.at(-1);
    if (last && last.length < MOST_ENTRIES && bytes + size <= MOST_BYTES) {
      last.push(entry);
      bytes += size;
    } else {
      all.push([entry]);
      bytes = size;
    }
  }
  return all;
}
