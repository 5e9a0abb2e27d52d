import type { Path } from './issue';
import { alternatives, type JsonSchema } from './json-schema';
import { type RolloutFile, rolloutFile } from './schema';

/** The valid part of a configuration: a top-level key without a valid value is absent. */
export type Draft = Partial<RolloutFile>;

/** Whether any key in the value has an empty value. */
export function isEmptyAnywhere(value: unknown, above: readonly unknown[] = []): boolean {
  if (typeof value !== 'object') return false;
  // with YAML's anchors a value can contain itself
  return (
    value === null ||
    (!above.includes(value) && Object.values(value).some((below) => isEmptyAnywhere(below, [...above, value])))
  );
}

/** The value with `{}` in place of empty sections, whose keys are all commented out, for example. */
export function withEmptySections(value: unknown, schema: JsonSchema): unknown {
  const object = alternatives(schema).find(({ type }) => type === 'object');
  if (value === null && object && schema.default !== undefined) return {};
  if (!object?.properties || !isRecord(value)) return value;
  const entries = Object.entries(value);
  const { properties } = object;
  return Object.fromEntries(
    entries.map(([key, below]) => [
      key,
      properties[key] && Object.hasOwn(properties, key) ? withEmptySections(below, properties[key]) : below,
    ]),
  );
}

/**
 * The valid parts of an invalid configuration, so that the rules can check them in the same run: wrong values are removed,
 * and a top-level value that is still invalid is left out. No default replaces a wrong top-level value.
 */
export function draftOf(value: unknown, wrong: readonly Path[]): Draft {
  if (!isRecord(value)) return {};
  const rest = structuredClone(value);
  for (const path of wrong) removeAt(rest, path);
  const sections = Object.entries(rolloutFile.shape).flatMap(([key, schema]) => {
    if (wrong.some((path) => path.length === 1 && path[0] === key)) return [];
    const section = schema.safeParse(Object.hasOwn(rest, key) ? rest[key] : undefined);
    return section.success ? [[key, section.data]] : [];
  });
  return Object.fromEntries(sections);
}

/** Removes the value; if it is an item of a list, the whole list, since the indexes of the other items would change. */
function removeAt(root: Record<string, unknown>, path: Path): void {
  const firstIndex = path.findIndex((part) => typeof part === 'number');
  const keys = (firstIndex < 0 ? path : path.slice(0, firstIndex)).map(String);
  const last = keys.pop();
  let parent: unknown = root;
  for (const key of keys) parent = isRecord(parent) && Object.hasOwn(parent, key) ? parent[key] : undefined;
  if (last !== undefined && isRecord(parent)) delete parent[last];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
