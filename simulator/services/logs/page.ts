import { invalidParameter } from './errors';

/** One page of a list, its token the place where the next one starts. */
export function pageOf<T>(
  all: readonly T[],
  { limit, nextToken }: { readonly limit?: number | undefined; readonly nextToken?: string | undefined },
  most: number,
): { readonly items: T[]; readonly next: { nextToken?: string } } {
  const start = Number(nextToken ?? 0);
  if (!Number.isInteger(start)) throw invalidParameter('The specified nextToken is invalid.');
  const end = start + Math.min(limit ?? most, most);
  return { items: all.slice(start, end), next: end < all.length ? { nextToken: String(end) } : {} };
}
