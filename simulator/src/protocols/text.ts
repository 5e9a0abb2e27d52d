import { base64 } from './base64';
import { Malformed } from './malformed';
import type { Shape, TimestampFormat } from './shape';
import { readTimestamp, writeTimestamp } from './timestamp';

/** Parses a value from a path, query, header or form. @throws Malformed if it does not fit its shape */
export function readText(shape: Shape, text: string): unknown {
  switch (shape.kind) {
    case 'number': {
      const value = Number(text);
      if (text.trim() === '' || (Number.isNaN(value) && text !== 'NaN'))
        throw new Malformed(`STRING_VALUE can not be converted to a Number: ${text}`);
      return value;
    }
    case 'boolean':
      if (!/^(true|false)$/i.test(text)) throw new Malformed(`STRING_VALUE can not be converted to a Boolean: ${text}`);
      return text.toLowerCase() === 'true';
    case 'timestamp': {
      const date = readTimestamp(text);
      if (!date) throw new Malformed(`STRING_VALUE can not be converted to a timestamp: ${text}`);
      return date;
    }
    case 'blob':
      return new Uint8Array(Buffer.from(text, 'base64'));
    default:
      return text;
  }
}

/** A value as text for a header or an XML element. @param format for timestamps without a format in the model */
export function writeText(shape: Shape, value: unknown, format: TimestampFormat): string {
  if (shape.kind === 'timestamp') return String(writeTimestamp(value, shape.timestampFormat ?? format));
  if (shape.kind === 'blob') return base64(value);
  return String(value);
}
