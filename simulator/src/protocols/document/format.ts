import type { Shape } from '../shape';

/** The way in which a document language (JSON, CBOR) names members and writes values; all have structures, lists and maps. */
export interface DocumentFormat {
  nameOf(member: string, shape: Shape): string;
  /** @throws Malformed if the value does not have the type of its shape */
  readScalar(shape: Shape, value: unknown): unknown;
  writeScalar(shape: Shape, value: unknown): unknown;
}

/** A value's kind, in the words of AWS's serialization errors. */
export function tokenOf(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'TRUE_VALUE' : 'FALSE_VALUE';
  return typeof value === 'number' || typeof value === 'bigint' ? 'NUMBER_VALUE' : 'STRING_VALUE';
}
