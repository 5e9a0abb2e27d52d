import { validation } from './errors';
import type { Item, Table } from './state';

const MISMATCH = 'The provided key element does not match the schema';

/** The values of an item's key, by which it is found. @throws ValidationException if they are missing or have another type */
export function keyOf(table: Table, item: Item): string {
  return JSON.stringify(
    table.keySchema.map(({ AttributeName = '' }) => {
      const type =
        table.attributeDefinitions.find((each) => each.AttributeName === AttributeName)?.AttributeType ?? 'S';
      const value = item[AttributeName];
      if (value === undefined)
        throw validation(`One or more parameter values were invalid: Missing the key ${AttributeName} in the item`);
      const [given = '', content] = Object.entries(value)[0] ?? [];
      if (given !== type)
        throw validation(
          `One or more parameter values were invalid: Type mismatch for key ${AttributeName} expected: ${type} actual: ${given}`,
        );
      if (content === '')
        throw validation(
          `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: ${AttributeName}`,
        );
      return type === 'N' ? String(Number(content)) : content;
    }),
  );
}

/** Like {@link keyOf}, for a key that must contain no other attributes. */
export function exactKeyOf(table: Table, key: Item): string {
  const names = table.keySchema.map(({ AttributeName }) => AttributeName ?? '');
  const given = Object.keys(key);
  if (given.length !== names.length || given.some((name) => !names.includes(name))) throw validation(MISMATCH);
  return keyOf(table, key);
}

/** The key attributes of an item. */
export function keyAttributes(table: Table, item: Item): Item {
  const names = table.keySchema.map(({ AttributeName = '' }) => AttributeName);
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)));
}

const LARGEST_ITEM = 400 * 1024;

/** Refuses an item larger than 400 KB. */
export function checkSize(item: Item): void {
  if (sizeOf(item) > LARGEST_ITEM) throw validation('Item size has exceeded the maximum allowed size');
}

/** The size of an item, roughly as AWS measures it: names and values, without type descriptors. */
export function sizeOf(item: Item): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueSize(value), 0);
}

function valueSize(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (value instanceof Uint8Array) return value.byteLength;
  if (typeof value === 'object' && value !== null)
    return Object.values(value).reduce((sum: number, each) => sum + valueSize(each), 1);
  return 1;
}
