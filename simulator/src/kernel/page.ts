let last = 0;

/** The position of a new record in its list, larger than that of every earlier record. */
export function nextPosition(): number {
  last += 1;
  return last;
}

export interface Positioned {
  /** from {@link nextPosition}; a list is kept in the order of its positions */
  readonly position: number;
}

export interface Page<T> {
  readonly items: T[];
  readonly nextToken: string | undefined;
}

/**
 * One page of a list that is kept in the order of its positions. The token is the last position shown, so that records that
 * come or go between two pages neither repeat nor hide another.
 * @throws the error of `invalid` if the token is not one of ours
 */
export function pageOf<T extends Positioned>(
  list: Iterable<T>,
  request: { readonly limit: number; readonly token?: string | undefined; readonly invalid: () => Error },
  shown: (each: T) => boolean = () => true,
): Page<T> {
  const after = positionIn(request.token, request.invalid);
  const items: T[] = [];
  for (const each of list) {
    if (each.position <= after || !shown(each)) continue;
    const end = items.at(-1);
    if (items.length === request.limit && end) return { items, nextToken: tokenFor(end.position) };
    items.push(each);
  }
  return { items, nextToken: undefined };
}

function tokenFor(position: number): string {
  return Buffer.from(`position:${position}`).toString('base64url');
}

function positionIn(token: string | undefined, invalid: () => Error): number {
  if (token === undefined || token === '') return 0;
  const position = /^position:(\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1];
  if (position === undefined) throw invalid();
  return Number(position);
}
