import { offsetPage } from '../../kernel/offset-page';
import { invalidParameter } from './errors';

/** One page of up to 100. */
export function pageOf<T>(all: readonly T[], token: string | undefined): { items: T[]; next: { NextToken?: string } } {
  const { items, next } = offsetPage(all, { token, size: 100, invalid: () => invalidParameter('NextToken') });
  return { items, next: next === undefined ? {} : { NextToken: next } };
}
