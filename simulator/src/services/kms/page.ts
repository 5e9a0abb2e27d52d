import { AwsError } from '../../kernel/aws-error';
import { offsetPage } from '../../kernel/offset-page';

interface PageInput {
  readonly Limit?: number | undefined;
  readonly Marker?: string | undefined;
}

/** One page of a list: 100 by default. */
export function pageOf<T>(
  all: readonly T[],
  { Limit: size = 100, Marker: token }: PageInput,
): { items: T[]; Truncated: boolean; NextMarker?: string } {
  const invalid = () => new AwsError('InvalidMarkerException', 400, 'Could not deserialize marker');
  const { items, next } = offsetPage(all, { token, size, invalid });
  return next === undefined ? { items, Truncated: false } : { items, Truncated: true, NextMarker: next };
}
