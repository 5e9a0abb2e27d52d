import type { Outcome } from '../../investigation/outcome';
import type { Calls } from '../../investigation/result';

/** What is ours to say about investigations, in one language; names and values stay as Detective wrote them. */
export interface InvestigationWords {
  /** Detective's severities by its words; those it may have tomorrow are told as they are */
  readonly severity: Readonly<Record<string, string>>;
  /** kinds of indicators by Detective's words; the same */
  readonly indicator: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<InvestigationLabel, string>>;
  /** in place of a severity where there is none */
  readonly noResult: string;
  title(who: string): string;
  summary(outcome: Outcome, who: string): string;
  follows(who: string): string;
  known(who: string, at: string): string;
  calls(calls: Calls): string;
  readonly newForAccount: string;
  /** ends a text that was cut; the link to the whole stands above it */
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
