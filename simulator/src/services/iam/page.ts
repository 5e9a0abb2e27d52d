import { offsetPage } from '../../kernel/offset-page';
import { validationError } from './errors';

interface PageInput {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

/** One page of a list: 100 by default, 1000 at most. */
export function pageOf<T>(
  all: readonly T[],
  { Marker: token, MaxItems = 100 }: PageInput,
): { items: readonly T[]; IsTruncated: boolean; Marker?: string } {
  const invalid = () => validationError('Invalid Marker.');
  const { items, next } = offsetPage(all, { token, size: Math.min(MaxItems, 1000), invalid });
  return next === undefined ? { items, IsTruncated: false } : { items, IsTruncated: true, Marker: next };
}
