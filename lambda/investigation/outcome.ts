import type { Found } from './result';

/** How an investigation ended, or why it did not. */
export type Outcome =
  | { readonly state: 'finished'; readonly found: Found }
  | { readonly state: 'failed' }
  /** it was still running after the time limit */
  | { readonly state: 'overdue'; readonly minutes: number }
  | { readonly state: 'notStarted'; readonly words: string }
  /** it was started, but its result could not be read */
  | { readonly state: 'notRead'; readonly words: string };
