import type { Draft } from '../draft';
import type { Mistake } from '../issue';

/** What a rule found: an error stops everything, a warning is shown. */
export interface Breach extends Mistake {
  readonly level: 'error' | 'warning';
}

/**
 * One thing that the schema cannot say because it is about several values, or about AWS. A rule is pure, and silent about
 * parts that are absent: their own mistake has been reported.
 */
export type Rule = (config: Draft) => readonly Breach[];
