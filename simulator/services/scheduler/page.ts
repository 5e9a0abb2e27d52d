import { validation } from './errors';

interface Request {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

/** One page of up to 100, its token the place where the next one starts. */
export function pageOf<T>(
  all: readonly T[],
  { MaxResults = 100, NextToken }: Request,
): { items: T[]; next: { NextToken?: string } } {
  const start = Number(NextToken ?? 0);
  if (!Number.isInteger(start)) throw validation('Invalid NextToken.');
  const end = start + Math.min(MaxResults, 100);
  return { items: all.slice(start, end), next: end < all.length ? { NextToken: String(end) } : {} };
}
