import { invalidInput } from './errors';

/** Organizations returns 20 at most, and 20 by default. */
const LARGEST_PAGE = 20;

interface PageInput {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

interface Mark {
  readonly offset: number;
  /** the empty page, which comes after the first one, was returned */
  readonly pastGap: boolean;
}

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly NextToken?: string;
}

/**
 * The requested page. The second page of a longer list is empty and has a NextToken: AWS says that a page may be empty although
 * more follow, and a caller that stops there misses accounts.
 */
export function pageOf<T>(all: readonly T[], input: PageInput): Page<T> {
  const size = sizeOf(input.MaxResults);
  const { offset, pastGap } = input.NextToken === undefined ? { offset: 0, pastGap: false } : read(input.NextToken);
  if (offset > 0 && !pastGap) return { items: [], NextToken: write({ offset, pastGap: true }) };
  const end = offset + size;
  const items = all.slice(offset, end);
  return end < all.length ? { items, NextToken: write({ offset: end, pastGap }) } : { items };
}

function sizeOf(asked: number | undefined): number {
  if (asked === undefined) return LARGEST_PAGE;
  if (asked < 1)
    throw invalidInput('MIN_VALUE_EXCEEDED', 'You specified a value below the minimum of 1 for MaxResults.');
  if (asked > LARGEST_PAGE)
    throw invalidInput(
      'MAX_VALUE_EXCEEDED',
      `You specified a value above the maximum of ${LARGEST_PAGE} for MaxResults.`,
    );
  return asked;
}

function write(mark: Mark): string {
  return Buffer.from(`${mark.offset}/${mark.pastGap ? 1 : 0}`).toString('base64url');
}

function read(token: string): Mark {
  const [, offset, pastGap] = /^(\d+)\/([01])$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (offset === undefined) throw invalidInput('INVALID_NEXT_TOKEN', 'You specified an invalid value for nextToken.');
  return { offset: Number(offset), pastGap: pastGap === '1' };
}
