import { base64 } from '../base64';
import { type DocumentFormat, tokenOf } from '../document/format';
import { structureFound } from '../document/read';
import { Malformed } from '../malformed';
import type { Shape } from '../shape';
import { readTimestamp, writeTimestamp } from '../timestamp';

/** JSON in rest-json services: members under their `jsonName`. */
export const restJsonFormat: DocumentFormat = {
  nameOf: (member, shape) => shape.traits.jsonName ?? member,
  readScalar,
  writeScalar,
};

/** JSON in the RPC protocols: members under their own names. */
export const jsonRpcFormat: DocumentFormat = { nameOf: (member) => member, readScalar, writeScalar };

/** The JSON document in a body; an empty body is an empty document. @throws Malformed */
export function parseJson(body: Uint8Array): unknown {
  if (body.byteLength === 0) return {};
  try {
    return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'));
  } catch (error) {
    throw new Malformed('Could not parse request body into json', { cause: error });
  }
}

function readScalar(shape: Shape, value: unknown): unknown {
  if (typeof value === 'object') throw new Malformed(structureFound(value));
  const read = READERS[shape.kind]?.(value);
  if (read === undefined) throw new Malformed(`${tokenOf(value)} can not be converted to ${TARGETS[shape.kind]}`);
  return read;
}

const READERS: Readonly<Record<string, (value: unknown) => unknown>> = {
  string: (value) => (typeof value === 'string' ? value : undefined),
  number: (value) => (typeof value === 'number' ? value : NOT_FINITE[String(value)]),
  boolean: (value) => (typeof value === 'boolean' ? value : undefined),
  timestamp: (value) => (typeof value === 'boolean' ? undefined : readTimestamp(value)),
  blob: (value) => (typeof value === 'string' ? new Uint8Array(Buffer.from(value, 'base64')) : undefined),
};

const TARGETS: Readonly<Record<string, string>> = {
  string: 'a String',
  number: 'a Number',
  boolean: 'a Boolean',
  timestamp: 'milliseconds since epoch',
  blob: 'a Blob',
};

const NOT_FINITE: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
};

function writeScalar(shape: Shape, value: unknown): unknown {
  switch (shape.kind) {
    case 'timestamp':
      return writeTimestamp(value, shape.timestampFormat ?? 'epoch-seconds');
    case 'blob':
      return base64(value);
    case 'number':
      return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
    default:
      return value;
  }
}
