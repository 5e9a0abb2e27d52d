import { offsetPage } from '../../kernel/offset-page';
import { invalidParameter } from './errors';

/** One page of a list, of at most `most`. */
export function pageOf<T>(
  all: readonly T[],
  { limit, nextToken: token }: { readonly limit?: number | undefined; readonly nextToken?: string | undefined },
  most: number,
): { readonly items: T[]; readonly next: { nextToken?: string } } {
  const invalid = () => invalidParameter('The specified nextToken is invalid.');
  const { items, next } = offsetPage(all, { token, size: Math.min(limit ?? most, most), invalid });
  return { items, next: next === undefined ? {} : { nextToken: next } };
}
