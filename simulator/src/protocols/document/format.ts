import type { Shape } from '../shape';

/** How one document language (JSON, CBOR) names members and carries values; structures, lists and maps they all have. */
export interface DocumentFormat {
  nameOf(member: string, shape: Shape): string;
  /** @throws Malformed where the value has not the type of its shape */
  readScalar(shape: Shape, value: unknown): unknown;
  writeScalar(shape: Shape, value: unknown): unknown;
}

/** What a value is, in the words of AWS's serialization errors. */
export function tokenOf(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'TRUE_VALUE' : 'FALSE_VALUE';
  return typeof value === 'number' || typeof value === 'bigint' ? 'NUMBER_VALUE' : 'STRING_VALUE';
}
