import { offsetPage } from '../../kernel/offset-page';
import { validation } from './errors';

interface Request {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

/** One page of up to 100. */
export function pageOf<T>(all: readonly T[], request: Request): { items: T[]; next: { NextToken?: string } } {
  const { MaxResults = 100, NextToken: token } = request;
  const invalid = () => validation('Invalid NextToken.');
  const { items, next } = offsetPage(all, { token, size: Math.min(MaxResults, 100), invalid });
  return { items, next: next === undefined ? {} : { NextToken: next } };
}
