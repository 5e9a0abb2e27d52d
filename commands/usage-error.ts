import { nearest } from '../lib/config/nearest';

/** A mistake in what a command was given: an option, a file, a name. Its message is the whole story. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** ` (did you mean eu-west-1?)` where one of the candidates is near, else nothing. */
export function suggestion(word: string, candidates: readonly string[]): string {
  const meant = nearest(word, candidates);
  return meant === undefined ? '' : ` (did you mean ${meant}?)`;
}
