import type { Outcome } from '../../investigation/outcome';
import type { Calls } from '../../investigation/result';

/** Our words about investigations in one language; names and values stay as Detective wrote them. */
export interface InvestigationWords {
  /** by Detective's word for a severity; unknown ones stay as they are */
  readonly severity: Readonly<Record<string, string>>;
  /** by Detective's word for a kind of indicator; unknown ones stay as they are */
  readonly indicator: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<InvestigationLabel, string>>;
  /** replaces a severity if there is none */
  readonly noResult: string;
  title(who: string): string;
  summary(outcome: Outcome, who: string): string;
  follows(who: string): string;
  known(who: string, at: string): string;
  calls(calls: Calls): string;
  readonly newForAccount: string;
  /** ends a text that was cut; the link to the full text is above it */
  readonly cut: string;
}

export type InvestigationLabel =
  | 'investigation'
  | 'result'
  | 'suspect'
  | 'tactics'
  | 'calls'
  | 'scope'
  | 'finding'
  | 'findingSeverity'
  | 'open'
  | 'profiles';
