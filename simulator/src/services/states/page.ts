import { offsetPage } from '../../kernel/offset-page';
import { validation } from './errors';

interface Request {
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
}

/** One page of a list: 100 items by default, 1,000 at most. */
export function pageOf<T>(
  all: readonly T[],
  { maxResults, nextToken: token }: Request,
): { items: readonly T[]; nextToken: { nextToken?: string } } {
  const invalid = () => validation("Invalid Token: 'Invalid token'");
  // 0 means the default
  const { items, next } = offsetPage(all, { token, size: Math.min(maxResults || 100, 1000), invalid });
  return { items, nextToken: next === undefined ? {} : { nextToken: next } };
}
