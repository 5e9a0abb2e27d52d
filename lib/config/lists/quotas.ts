import type { ListKey } from '../schema-lists';

/** What GuardDuty says of one sort of lists: its quotas per region, "can't be increased". */
export interface ListQuotas {
  readonly title: string;
  /** domains too */
  readonly entities: boolean;
  /** how many an administrator can have in a region */
  readonly perRegion: number;
  /** how many entries one can have; undefined where AWS does not say */
  readonly entries: number | undefined;
  /** whether GuardDuty is known to refuse more, rather than said to */
  readonly entriesAreCertain: boolean;
}

export const LIST_QUOTAS: Readonly<Record<ListKey, ListQuotas>> = {
  trustedIpLists: {
    title: 'trusted IP list',
    entities: false,
    perRegion: 1,
    entries: 2_000,
    entriesAreCertain: true,
  },
  threatIpLists: {
    title: 'threat IP list',
    entities: false,
    perRegion: 6,
    entries: 250_000,
    entriesAreCertain: true,
  },
  trustedEntityLists: {
    title: 'trusted entity list',
    entities: true,
    perRegion: 1,
    entries: undefined,
    entriesAreCertain: false,
  },
  threatEntityLists: {
    title: 'threat entity list',
    entities: true,
    perRegion: 6,
    entries: 1_000,
    entriesAreCertain: false,
  },
};

/** Suppression rules are filters, of which a region has so many. */
export const FILTERS_PER_REGION = 100;
/** "The maximum size of the file that hosts your trusted IP list or threat list is 35MB." */
export const MOST_BYTES = 35 * 1024 * 1024;
