import type { World } from '../../contract/world';
import { ids } from '../../kernel/ids';

/** An event in the form that rules and targets receive. */
export interface Envelope {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}

/** An event in its envelope; times have no milliseconds. */
export function envelope(
  world: World,
  event: {
    readonly account: string;
    readonly region: string;
    readonly source: string;
    readonly detailType: string;
    readonly detail: unknown;
    readonly resources?: readonly string[] | undefined;
    readonly time?: string | undefined;
  },
): Envelope {
  return {
    version: '0',
    id: ids.uuid(),
    'detail-type': event.detailType,
    source: event.source,
    account: event.account,
    time: (event.time ?? world.clock.iso()).replace(/\.\d+Z$/, 'Z'),
    region: event.region,
    resources: event.resources ?? [],
    detail: event.detail,
  };
}
