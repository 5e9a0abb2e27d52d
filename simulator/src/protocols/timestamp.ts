import type { TimestampFormat } from './shape';

/** A date in its wire form: a number for epoch-seconds, text for the other formats. */
export function writeTimestamp(value: unknown, format: TimestampFormat): string | number {
  const date = value instanceof Date ? value : new Date(typeof value === 'number' ? value * 1000 : String(value));
  if (format === 'epoch-seconds') return date.getTime() / 1000;
  if (format === 'http-date') return date.toUTCString();
  return date.toISOString().replace('.000Z', 'Z');
}

/** A date from the wire, undefined if invalid. AWS accepts both seconds and ISO 8601, whatever the format. */
export function readTimestamp(value: unknown): Date | undefined {
  const seconds = typeof value === 'number' ? value : /^-?\d+(\.\d+)?$/.test(String(value)) ? Number(value) : undefined;
  const date = new Date(seconds === undefined ? String(value) : Math.round(seconds * 1000));
  return Number.isNaN(date.getTime()) ? undefined : date;
}
