import { AwsError } from '../../kernel/aws-error';

interface PageInput {
  readonly Limit?: number | undefined;
  readonly Marker?: string | undefined;
}

/** One page of a list: 100 where the caller does not say. */
export function pageOf<T>(
  all: readonly T[],
  input: PageInput,
): { items: T[]; Truncated: boolean; NextMarker?: string } {
  const start = input.Marker === undefined ? 0 : Number(Buffer.from(input.Marker, 'base64').toString() || 'x');
  if (!Number.isInteger(start)) throw new AwsError('InvalidMarkerException', 400, 'Could not deserialize marker');
  const end = start + (input.Limit ?? 100);
  const items = all.slice(start, end);
  return end < all.length
    ? { items, Truncated: true, NextMarker: Buffer.from(String(end)).toString('base64') }
    : { items, Truncated: false };
}
