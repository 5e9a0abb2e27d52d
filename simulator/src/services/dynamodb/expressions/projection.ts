import type { Item } from '../state';
import type { Names } from './names';
import { readPath, valueAt } from './path';
import { Tokens } from './tokens';

/** The attributes of an item that a projection selects; all without a projection. A path into an attribute selects the whole attribute. */
export function projected(item: Item, expression: string | undefined, names: Names): Item {
  if (expression === undefined) return item;
  const tokens = new Tokens('ProjectionExpression', expression);
  const shown: Item = {};
  do {
    const [name = ''] = readPath(tokens, names);
    const value = valueAt(item, [name]);
    if (value !== undefined) shown[String(name)] = value;
  } while (tokens.take(','));
  tokens.end();
  return shown;
}
