export interface OffsetPage<T> {
  readonly items: T[];
  /** the place where the next page starts; absent on the last page */
  readonly next?: string;
}

/**
 * One page of a list. The token is the place where the next page starts: for lists that hardly change while they are read.
 * @throws the error of `invalid` if the token is not one of ours
 */
export function offsetPage<T>(
  all: readonly T[],
  request: { readonly size: number; readonly token?: string | undefined; readonly invalid: () => Error },
): OffsetPage<T> {
  const start = request.token === undefined ? 0 : startIn(request.token, request.invalid);
  const end = start + request.size;
  const items = all.slice(start, end);
  return end < all.length ? { items, next: Buffer.from(`from:${end}`).toString('base64url') } : { items };
}

function startIn(token: string, invalid: () => Error): number {
  const start = /^from:(\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1];
  if (start === undefined) throw invalid();
  return Number(start);
}
