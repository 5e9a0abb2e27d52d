import { invalidParameter } from './errors';

const MOST = 100;

/** One page of up to 100, its token the place where the next one starts. */
export function pageOf<T>(all: readonly T[], token: string | undefined): { items: T[]; next: { NextToken?: string } } {
  const start = Number(token ?? 0);
  if (!Number.isInteger(start)) throw invalidParameter('NextToken');
  const end = start + MOST;
  return { items: all.slice(start, end), next: end < all.length ? { NextToken: String(end) } : {} };
}
