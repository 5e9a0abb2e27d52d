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
  const size = input.MaxResults ?? largest;
  if (size < 1 || size > largest)
    throw validation(
      `1 validation error detected: Value '${size}' at 'maxResults' failed to satisfy constraint: Member must have value ${size < 1 ? 'greater than or equal to 1' : `less than or equal to ${largest}`}`,
    );
  const start = input.NextToken === undefined ? 0 : Number(Buffer.from(input.NextToken, 'base64').toString() || 'x');
  if (!Number.isInteger(start)) throw invalidNextToken();
  const end = start + size;
  const items = all.slice(start, end);
  return end < all.length ? { items, NextToken: Buffer.from(String(end)).toString('base64') } : { items };
}
