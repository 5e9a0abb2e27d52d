import type { Draft } from '../draft';
import type { Mistake } from '../issue';

/** A breach of a rule: an error stops everything, a warning is shown. */
export interface Breach extends Mistake {
  readonly level: 'error' | 'warning';
}

/**
 * A check that the schema cannot express, because it concerns several values, or AWS. A rule is pure, and ignores absent
 * parts, whose mistakes have been reported.
 */
export type Rule = (config: Draft) => readonly Breach[];
