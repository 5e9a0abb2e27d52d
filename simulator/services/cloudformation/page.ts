import { validationError } from './errors';

/** One page of a list. The token is where the next begins. */
export function page<T>(
  all: readonly T[],
  token: string | undefined,
  size: number,
): { items: readonly T[]; NextToken?: string } {
  const from = token === undefined ? 0 : Number(Buffer.from(token, 'base64').toString());
  if (!Number.isInteger(from) || from < 0 || from > all.length) throw validationError('Invalid NextToken');
  const to = from + size;
  const items = all.slice(from, to);
  return to < all.length ? { items, NextToken: Buffer.from(String(to)).toString('base64') } : { items };
}
