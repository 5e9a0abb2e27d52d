import { offsetPage } from '../../kernel/offset-page';
import { validationError } from './errors';

/** One page of a list. */
export function page<T>(
  all: readonly T[],
  token: string | undefined,
  size: number,
): { items: readonly T[]; NextToken?: string } {
  const { items, next } = offsetPage(all, { token, size, invalid: () => validationError('Invalid NextToken') });
  return next === undefined ? { items } : { items, NextToken: next };
}
