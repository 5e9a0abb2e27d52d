import { tag } from '@smithy/core/cbor';
import { type DocumentFormat, tokenOf } from '../document/format';
import { Malformed } from '../malformed';
import type { Shape } from '../shape';

// CBOR's tag for seconds since the epoch
const EPOCH_SECONDS = 1;

/** CBOR documents: members under their own names, bytes and dates in types of their own. */
export const cborFormat: DocumentFormat = {
  nameOf: (member) => member,

  readScalar: (shape, value) => {
    const read = scalar(shape, value);
    if (read === undefined) throw new Malformed(`${tokenOf(value)} can not be converted to ${shape.kind}`);
    return read;
  },

  writeScalar: (shape, value) => {
    if (shape.kind === 'timestamp')
      return tag({ tag: EPOCH_SECONDS, value: new Date(value as Date | string).getTime() / 1000 });
    if (shape.kind === 'blob') return typeof value === 'string' ? Buffer.from(value, 'utf8') : value;
    return value;
  },
};

function scalar(shape: Shape, value: unknown): unknown {
  switch (shape.kind) {
    case 'number':
      return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : undefined;
    case 'timestamp':
      return date(value);
    case 'blob':
      return value instanceof Uint8Array ? value : undefined;
    default:
      return typeof value === shape.kind ? value : undefined;
  }
}

function date(value: unknown): Date | undefined {
  const seconds = typeof value === 'object' && value !== null && 'value' in value ? value.value : value;
  return typeof seconds === 'number' || typeof seconds === 'bigint'
    ? new Date(Math.round(Number(seconds) * 1000))
    : undefined;
}
