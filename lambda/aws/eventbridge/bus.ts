import { type EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { RolloutError } from '../../reconcile/errors';
import { call } from '../call';

/** An event to be put on a bus. */
export interface NewEvent {
  readonly source: string;
  readonly detailType: string;
  readonly detail: unknown;
  /** ARNs of its subjects: the only part of it in the log of the bus */
  readonly resources?: readonly string[];
}

const MAX_ENTRIES = 10;
/** Most bytes of the details in a request: 256 KiB for all entries together, less a margin for their other fields. */
const MAX_BYTES = 250 * 1024;

/** Puts events on one bus of Amazon EventBridge. */
export class EventBridge {
  constructor(
    private readonly client: EventBridgeClient,
    private readonly region: string,
    private readonly EventBusName: string,
  ) {}

  /**
   * Puts events on the bus, in as few requests as possible.
   * @throws RolloutError if EventBridge refused one; the others are delivered
   */
  async put(events: readonly NewEvent[]): Promise<void> {
    const refused = (await this.putEach(events)).find((error) => error !== undefined);
    if (refused) throw refused;
  }

  /** Puts events on the bus, in as few requests as possible. @returns for each event the refusal, or undefined */
  async putEach(events: readonly NewEvent[]): Promise<readonly (RolloutError | undefined)[]> {
    const entries = events.map(
      ({ source, detailType, detail, resources = [] }): PutEventsRequestEntry => ({
        EventBusName: this.EventBusName,
        Source: source,
        DetailType: detailType,
        Detail: JSON.stringify(detail),
        Resources: [...resources],
      }),
    );
    const answers: (RolloutError | undefined)[] = [];
    for (const Entries of requests(entries)) answers.push(...(await this.request(Entries)));
    return answers;
  }

  private async request(Entries: PutEventsRequestEntry[]): Promise<(RolloutError | undefined)[]> {
    const doing = 'putting EventBridge events';
    try {
      const answer = await call(doing, this.region, () => this.client.send(new PutEventsCommand({ Entries })));
      return Entries.map((_, at) => {
        const { ErrorCode, ErrorMessage } = answer.Entries?.[at] ?? {};
        if (ErrorCode === undefined) return undefined;
        return new RolloutError('Refused', `${doing} in ${this.region}: ${ErrorCode}: ${ErrorMessage}`);
      });
    } catch (error) {
      if (!(error instanceof RolloutError)) throw error;
      return Entries.map(() => error);
    }
  }
}

function requests(entries: readonly PutEventsRequestEntry[]): PutEventsRequestEntry[][] {
  const all: PutEventsRequestEntry[][] = [];
  let bytes = 0;
  for (const entry of entries) {
    const size = Buffer.byteLength(entry.Detail ?? '');
    const last = all.at(-1);
    if (last && last.length < MAX_ENTRIES && bytes + size <= MAX_BYTES) {
      last.push(entry);
      bytes += size;
    } else {
      all.push([entry]);
      bytes = size;
    }
  }
  return all;
}
