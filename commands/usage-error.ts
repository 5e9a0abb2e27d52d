import { nearest } from '../lib/config/nearest';

/** A mistake in the input of a command: an option, a file, a name. The message says everything. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** ` (did you mean eu-west-1?)` if a candidate is similar, else empty. */
export function suggestion(word: string, candidates: readonly string[]): string {
  const meant = nearest(word, candidates);
  return meant === undefined ? '' : ` (did you mean ${meant}?)`;
}
