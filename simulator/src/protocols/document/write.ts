import type { Member, Shape } from '../shape';
import type { DocumentFormat } from './format';

/** An operation's output as a document, without members that the shape does not have. */
export function writeDocument(shape: Shape, value: unknown, format: DocumentFormat): unknown {
  switch (shape.kind) {
    case 'structure':
      return writeMembers(shape.members, value as Record<string, unknown>, format);
    case 'list':
      return [...(value as Iterable<unknown>)]
        .filter((each) => present(each) || shape.traits.sparse)
        .map((each) => (present(each) ? writeDocument(shape.element, each, format) : null));
    case 'map': {
      const entries = Object.entries(value as Record<string, unknown>);
      return Object.fromEntries(
        entries
          .filter(([, each]) => present(each) || (each === null && shape.traits.sparse))
          .map(([key, each]) => [key, each === null ? null : writeDocument(shape.element, each, format)]),
      );
    }
    case 'document':
      return value;
    default:
      return format.writeScalar(shape, value);
  }
}

/** Writes the given members of a structure as a document's object. */
export function writeMembers(
  members: readonly Member[],
  value: Readonly<Record<string, unknown>>,
  format: DocumentFormat,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const { name, shape } of members) {
    const given = value[name];
    if (present(given)) result[format.nameOf(name, shape)] = writeDocument(shape, given, format);
  }
  return result;
}

function present(value: unknown): boolean {
  return value !== undefined && value !== null;
}
