import { z } from 'zod';
import type { Path } from './issue';
import { rolloutFile } from './schema';

/** The part of JSON Schema that zod uses for the configuration. */
export interface JsonSchema {
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

let built: JsonSchema | undefined;

/** The JSON Schema of the configuration as people may write it: for editors, the reference table and suggestions. */
export function jsonSchema(): JsonSchema {
  built ??= z.toJSONSchema(rolloutFile, { io: 'input', target: 'draft-7' }) as JsonSchema;
  return built;
}

/** A schema and its alternatives, however deeply they are nested. */
export function alternatives(schema: JsonSchema): JsonSchema[] {
  return schema.anyOf ? schema.anyOf.flatMap(alternatives) : [schema];
}

/** All schemas that a value at the path may match. */
export function schemasAt(path: Path): JsonSchema[] {
  let schemas = alternatives(jsonSchema());
  for (const part of path) {
    const below = schemas.map((schema) => (typeof part === 'number' ? schema.items : property(schema, part)));
    schemas = below.filter((schema) => schema !== undefined).flatMap(alternatives);
  }
  return schemas;
}

/** The path of every key. */
export function allKeys(schema: JsonSchema = jsonSchema(), above: readonly string[] = []): string[][] {
  return alternatives(schema).flatMap(({ properties = {} }) =>
    Object.entries(properties).flatMap(([key, below]) => [[...above, key], ...allKeys(below, [...above, key])]),
  );
}

function property({ properties, additionalProperties }: JsonSchema, key: string): JsonSchema | undefined {
  if (properties && Object.hasOwn(properties, key)) return properties[key];
  return typeof additionalProperties === 'object' ? additionalProperties : undefined;
}
