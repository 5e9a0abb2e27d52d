import type { ListKey } from '../schema-lists';

/** GuardDuty's documented quotas of one kind of list in a region, which "can't be increased". */
export interface ListQuotas {
  readonly title: string;
  /** whether it accepts domains as well as addresses */
  readonly entities: boolean;
  /** most lists of an administrator in a region */
  readonly perRegion: number;
  /** most entries of a list; undefined if AWS does not document it */
  readonly entries: number | undefined;
  /** whether GuardDuty is known to refuse more entries; otherwise this is only documented */
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

/** Most filters in a region: suppression rules are filters. */
export const FILTERS_PER_REGION = 100;
/** "The maximum size of the file that hosts your trusted IP list or threat list is 35MB." */
export const MAX_BYTES = 35 * 1024 * 1024;
