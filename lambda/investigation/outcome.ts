import type { Found } from './result';

/** How an investigation ended, or why it did not. */
export type Outcome =
  | { readonly state: 'finished'; readonly found: Found }
  | { readonly state: 'failed' }
  /** it still ran when nobody waited any longer */
  | { readonly state: 'overdue'; readonly minutes: number }
  | { readonly state: 'notStarted'; readonly words: string }
  /** it was started, and what came of it could not be read */
  | { readonly state: 'notRead'; readonly words: string };
