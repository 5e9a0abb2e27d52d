export interface OffsetPage<T> {
  readonly items: T[];
  /** names the place where the next page starts; absent on the last one */
  readonly next?: string;
}

/**
 * One page of a list, its token the place where the next one starts: for lists that hardly change while they are read.
 * @throws what `invalid` makes, where the token is none of ours
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
