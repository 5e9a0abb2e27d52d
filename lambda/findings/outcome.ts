import type { Finding } from './finding';
import type { Occurrence } from './occurrence';

/** The findings of one event. */
export interface FindingGroup {
  readonly key: string;
  readonly findings: readonly [Finding, ...Finding[]];
  /** notify even if AWS does not answer about the account */
  readonly giveUp: boolean;
}

/** The result of handling an event. */
export type Outcome =
  /** nothing in it is new */
  | { readonly state: 'known' }
  /** other findings of the same event may follow, for one notification */
  | { readonly state: 'awaited'; readonly until: number }
  /** another invocation handles it, until then at the latest */
  | { readonly state: 'busy'; readonly until: number }
  | { readonly state: 'failed'; readonly error: unknown }
  | {
      readonly state: 'notified';
      readonly occurrence: Occurrence;
      readonly regions: readonly string[];
      /** names of the targets; empty if no route takes it */
      readonly targets: readonly string[];
      /** whether a second notification may follow: the claim was lost before the record was written */
      readonly uncertain: boolean;
    };

/** A group that is finished. */
export interface Done {
  readonly group: FindingGroup;
  readonly outcome: Outcome;
}

/** The result of the work; a failure is the outcome of this group alone. */
export async function orFailed<T>(group: FindingGroup, work: () => Promise<T>): Promise<T | Done> {
  try {
    return await work();
  } catch (error) {
    return { group, outcome: { state: 'failed', error } };
  }
}
