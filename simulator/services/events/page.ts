import { validation } from './errors';

interface Request {
  readonly Limit?: number | undefined;
  readonly NextToken?: string | undefined;
}

/** One page of up to 100, its token the place where the next one starts. */
export function pageOf<T>(
  all: readonly T[],
  { Limit = 100, NextToken }: Request,
): { items: T[]; next: { NextToken?: string } } {
  const start = Number(NextToken ?? 0);
  if (!Number.isInteger(start)) throw validation('Invalid token.');
  const end = start + Math.min(Limit, 100);
  return { items: all.slice(start, end), next: end < all.length ? { NextToken: String(end) } : {} };
}
