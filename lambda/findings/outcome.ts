import type { Finding } from './finding';
import type { Occurrence } from './occurrence';

/** Findings that are one event. */
export interface FindingGroup {
  readonly key: string;
  readonly findings: readonly [Finding, ...Finding[]];
  /** tell it without what AWS does not answer about its account, rather than not at all */
  readonly giveUp: boolean;
}

/** What became of an event. */
export type Outcome =
  /** all of it was told before */
  | { readonly state: 'known' }
  /** others of the same event may follow: it is told together with them */
  | { readonly state: 'awaited'; readonly until: number }
  /** another invocation is at it, for no longer than this */
  | { readonly state: 'busy'; readonly until: number }
  | { readonly state: 'failed'; readonly error: unknown }
  | {
      readonly state: 'told';
      readonly occurrence: Occurrence;
      readonly regions: readonly string[];
      /** names of the targets; none where no route takes it */
      readonly targets: readonly string[];
      /** whether it may be told twice: the claim was lost before what was told could be written down */
      readonly uncertain: boolean;
    };

/** A group that nothing more is to be done about. */
export interface Done {
  readonly group: FindingGroup;
  readonly outcome: Outcome;
}

/** What the work comes to; its failure is that of this group alone. */
export async function orFailed<T>(group: FindingGroup, work: () => Promise<T>): Promise<T | Done> {
  try {
    return await work();
  } catch (error) {
    return { group, outcome: { state: 'failed', error } };
  }
}
