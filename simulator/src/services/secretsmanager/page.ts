import { offsetPage } from '../../kernel/offset-page';
import { invalidNextToken } from './errors';

/** One page of a list, by default of 100. */
export function pageOf<T>(
  all: readonly T[],
  {
    MaxResults,
    NextToken: token,
  }: { readonly MaxResults?: number | undefined; readonly NextToken?: string | undefined },
): { readonly items: T[]; readonly next: { NextToken?: string } } {
  const { items, next } = offsetPage(all, { token, size: Math.min(MaxResults ?? 100, 100), invalid: invalidNextToken });
  return { items, next: next === undefined ? {} : { NextToken: next } };
}
