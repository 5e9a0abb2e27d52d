import { offsetPage } from '../../kernel/offset-page';
import { invalidNextToken, validation } from './errors';

interface PageInput {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

/** One page of a list of at most `largest` each. */
export function pageOf<T>(
  all: readonly T[],
  input: PageInput,
  largest: number,
): { items: readonly T[]; NextToken?: string } {
  const { MaxResults: size = largest, NextToken: token } = input;
  if (size < 1 || size > largest)
    throw validation(
      `1 validation error detected: Value '${size}' at 'maxResults' failed to satisfy constraint: Member must have value ${size < 1 ? 'greater than or equal to 1' : `less than or equal to ${largest}`}`,
    );
  const { items, next } = offsetPage(all, { token, size, invalid: invalidNextToken });
  return next === undefined ? { items } : { items, NextToken: next };
}
