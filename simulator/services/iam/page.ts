import { validationError } from './errors';

interface PageInput {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

/** One page of a list: 100 where the caller does not say, 1000 at most. */
export function pageOf<T>(
  all: readonly T[],
  input: PageInput,
): { items: readonly T[]; IsTruncated: boolean; Marker?: string } {
  const size = Math.min(input.MaxItems ?? 100, 1000);
  const start = input.Marker === undefined ? 0 : Number(Buffer.from(input.Marker, 'base64').toString());
  if (!Number.isInteger(start) || start < 0) throw validationError('Invalid Marker.');
  const end = start + size;
  const items = all.slice(start, end);
  return end < all.length
    ? { items, IsTruncated: true, Marker: Buffer.from(String(end)).toString('base64') }
    : { items, IsTruncated: false };
}
