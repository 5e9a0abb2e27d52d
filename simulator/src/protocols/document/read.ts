import { Malformed } from '../malformed';
import type { Member, Shape } from '../shape';
import { type DocumentFormat, tokenOf } from './format';

/**
 * A parsed document as the SDK's input. Members that the shape does not have are ignored, as on AWS.
 * @throws Malformed if a value does not have the type of its shape
 */
export function readDocument(shape: Shape, value: unknown, format: DocumentFormat): unknown {
  switch (shape.kind) {
    case 'structure':
      return readMembers(shape.members, value, format);
    case 'list':
      return list(value)
        .filter((each) => each !== null || shape.traits.sparse)
        .map((each) => (each === null ? null : readDocument(shape.element, each, format)));
    case 'map': {
      const kept = Object.entries(object(value)).filter(([, each]) => each !== null || shape.traits.sparse);
      return Object.fromEntries(
        kept.map(([key, each]) => [key, each === null ? null : readDocument(shape.element, each, format)]),
      );
    }
    case 'document':
      return value;
    case 'unit':
      return {};
    default:
      return format.readScalar(shape, value);
  }
}

/** Reads the given members of a structure from a document's object. @throws Malformed */
export function readMembers(
  members: readonly Member[],
  value: unknown,
  format: DocumentFormat,
): Record<string, unknown> {
  const document = object(value);
  const result: Record<string, unknown> = {};
  for (const { name, shape } of members) {
    const given = document[format.nameOf(name, shape)];
    if (given !== undefined && given !== null) result[name] = readDocument(shape, given, format);
  }
  return result;
}

/** AWS's words for a structure or list in place of a plain value. */
export function structureFound(value: unknown): string {
  return `Start of ${Array.isArray(value) ? 'list' : 'structure or map'} found where not expected.`;
}

function object(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new Malformed(
    Array.isArray(value) ? structureFound(value) : `Expected a structure or map, found ${tokenOf(value)}`,
  );
}

function list(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw new Malformed(typeof value === 'object' ? structureFound(value) : `Expected a list, found ${tokenOf(value)}`);
}
