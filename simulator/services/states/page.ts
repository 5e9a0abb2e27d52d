import { validation } from './errors';

interface Request {
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
}

/** One page of a list: 100 items where the request does not say, 1,000 at most. */
export function pageOf<T>(
  all: readonly T[],
  request: Request,
): { items: readonly T[]; nextToken: { nextToken?: string } } {
  const start = Number(request.nextToken ?? 0);
  if (!Number.isInteger(start)) throw validation("Invalid Token: 'Invalid token'");
  const end = start + Math.min(request.maxResults || 100, 1000);
  return { items: all.slice(start, end), nextToken: end < all.length ? { nextToken: String(end) } : {} };
}
