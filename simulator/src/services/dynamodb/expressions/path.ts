import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { validation } from '../errors';
import type { Item } from '../state';
import type { Names } from './names';
import type { Tokens } from './tokens';

/** The path to an attribute or into one: names of a map, indexes of a list. */
export type Path = readonly (string | number)[];

/** Parses a path: `name`, `#name.inner[2]`. */
export function readPath(tokens: Tokens, names: Names): Path {
  const path: (string | number)[] = [readName(tokens, names)];
  for (;;) {
    if (tokens.take('.')) path.push(readName(tokens, names));
    else if (tokens.take('[')) {
      const index = tokens.next();
      if (!/^\d+$/.test(index)) throw tokens.unexpected();
      path.push(Number(index));
      tokens.expect(']');
    } else return path;
  }
}

function readName(tokens: Tokens, names: Names): string {
  if (!/^#?[A-Za-z_]\w*$/.test(tokens.peek())) throw tokens.unexpected();
  return names.name(tokens.next(), tokens);
}

/** The value at a path; undefined if any step is missing. */
export function valueAt(item: Item, path: Path): AttributeValue | undefined {
  let current: AttributeValue | undefined = { M: item };
  for (const step of path) current = typeof step === 'number' ? current?.L?.[step] : own(current?.M, step);
  return current;
}

/** Sets the value at a path, or removes it; its parent must exist. */
export function change(item: Item, path: Path, value: AttributeValue | undefined): void {
  const last = path.at(-1);
  const holder = valueAt(item, path.slice(0, -1));
  if (typeof last === 'number' && holder?.L) {
    if (value === undefined) holder.L.splice(last, 1);
    // an index beyond its end appends to a list
    else holder.L[Math.min(last, holder.L.length)] = value;
  } else if (typeof last === 'string' && holder?.M) {
    if (value === undefined) delete holder.M[last];
    else holder.M[last] = value;
  } else throw validation('The document path provided in the update expression is invalid for update');
}

function own(map: Item | undefined, name: string): AttributeValue | undefined {
  return map && Object.hasOwn(map, name) ? map[name] : undefined;
}
