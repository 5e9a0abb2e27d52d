import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** The descriptor of a value's type: `S`, `N`, `M` … */
export function typeOf(value: AttributeValue): string {
  return Object.keys(value)[0] ?? '';
}

/** Whether two values are equal: of the same type, numbers by value, sets in any order. */
export function equals(one: AttributeValue | undefined, other: AttributeValue | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return canonical(one) === canonical(other);
}

/** Negative, zero or positive; undefined if the values cannot be ordered. */
export function compare(one: AttributeValue | undefined, other: AttributeValue | undefined): number | undefined {
  if (one?.N !== undefined && other?.N !== undefined) return Number(one.N) - Number(other.N);
  if (one?.S !== undefined && other?.S !== undefined) return Buffer.compare(Buffer.from(one.S), Buffer.from(other.S));
  if (one?.B !== undefined && other?.B !== undefined) return Buffer.compare(one.B, other.B);
  return undefined;
}

/** The number of characters, bytes or elements; undefined for numbers and booleans, which have no size. */
export function sizeOf(value: AttributeValue): number | undefined {
  const content: unknown = Object.values(value)[0];
  if (value.S !== undefined) return value.S.length;
  if (value.B !== undefined) return value.B.byteLength;
  if (Array.isArray(content)) return content.length;
  return value.M === undefined ? undefined : Object.keys(value.M).length;
}

function canonical(value: AttributeValue): string {
  const [type = '', content] = Object.entries(value)[0] ?? [];
  return JSON.stringify([type, plain(type, content)]);
}

function plain(type: string, content: unknown): unknown {
  if (type === 'N') return Number(content);
  if (type === 'NS') return (content as string[]).map(Number).sort();
  if (type === 'SS') return [...(content as string[])].sort();
  if (type === 'B') return Buffer.from(content as Uint8Array).toString('base64');
  if (type === 'BS') return (content as Uint8Array[]).map((each) => Buffer.from(each).toString('base64')).sort();
  if (type === 'L') return (content as AttributeValue[]).map(canonical);
  if (type !== 'M') return content;
  return Object.entries(content as Record<string, AttributeValue>)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, each]) => [name, canonical(each)]);
}
