/** From zod's issues to ours: the value, the allowed values, and the one that was probably meant. */
import type { z } from 'zod';
import type { ConfigDocument } from './document';
import { type Mistake, type Path, written } from './issue';
import { allKeys, schemasAt } from './json-schema';
import { nearest } from './nearest';

type ZodIssue = z.core.$ZodIssue;

/** A mistake against the schema, with its kind. */
export interface SchemaMistake extends Mistake {
  readonly kind: 'missing' | 'unknown key' | 'value';
}

const NAMES: Readonly<Record<string, string>> = {
  array: 'a list',
  int: 'a whole number',
  object: 'a mapping',
  record: 'a mapping',
  string: 'text',
};
const BOOLEANS: Readonly<Record<string, string>> = {
  yes: 'true',
  on: 'true',
  true: 'true',
  no: 'false',
  off: 'false',
  false: 'false',
};

/** All mistakes behind zod's issues, each with its own path. */
export function schemaMistakes(issues: readonly ZodIssue[], document: ConfigDocument): SchemaMistake[] {
  const all = mistakesOf(issues, document, []);
  // a misspelt key is reported once, not also as missing
  const meant = all.flatMap(({ kind, path, suggestion }) =>
    kind === 'unknown key' && suggestion !== undefined ? [written([...path.slice(0, -1), suggestion])] : [],
  );
  return all.filter(({ kind, path }) => kind !== 'missing' || !meant.includes(written(path)));
}

function mistakesOf(issues: readonly ZodIssue[], document: ConfigDocument, above: Path): SchemaMistake[] {
  return issues.flatMap((issue) => {
    const path: Path = [...above, ...(issue.path as (string | number)[])];
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey([...path, key], key));
    if (issue.code === 'invalid_union') {
      // the alternative that was meant fails inside, not as a whole
      const meant = issue.errors.find((errors) => !errors.some((error) => refusesWhole(error)));
      if (meant) return mistakesOf(meant, document, path);
    }
    return [document.has(path) ? wrongValue(issue, path, document) : missing(issue, path)];
  });
}

function refusesWhole(issue: ZodIssue): boolean {
  if (issue.path.length > 0) return false;
  if (issue.code === 'invalid_union') return issue.errors.every((errors) => errors.some(refusesWhole));
  return issue.code === 'invalid_type' || issue.code === 'invalid_value';
}

function missing(issue: ZodIssue, path: Path): SchemaMistake {
  const description = schemasAt(path).find((schema) => schema.description !== undefined)?.description;
  const allowed = allowedBy(issue).filter((name) => name !== NAMES.string && name !== NAMES.object);
  const message = description === undefined ? 'is missing' : `is missing: ${description}`;
  return { kind: 'missing', path, message, ...(allowed.length > 0 && { allowed }) };
}

function unknownKey(path: Path, key: string): SchemaMistake {
  const siblings = schemasAt(path.slice(0, -1)).flatMap(({ properties = {} }) => Object.keys(properties));
  const [elsewhere, ...others] = allKeys().filter((known) => known.at(-1) === key);
  const suggestion = elsewhere && others.length === 0 ? written(elsewhere) : nearest(key, siblings);
  return { kind: 'unknown key', path, message: 'unknown key', allowed: siblings, ...(suggestion && { suggestion }) };
}

function wrongValue(issue: ZodIssue, path: Path, document: ConfigDocument): SchemaMistake {
  const got = document.got(path);
  const scalar = document.scalar(path);
  const allowed = allowedBy(issue);
  const common = { kind: 'value' as const, path, ...(got !== undefined && { got }) };
  if (issue.code === 'invalid_format') {
    const suggestion = cleaned(String(scalar?.value), path);
    return { ...common, message: issue.message, ...(suggestion && { suggestion }) };
  }
  if (allowed.includes('text') && scalar && scalar.value !== null) {
    return { ...common, ...unquoted(scalar, path) };
  }
  const word = scalar && String(scalar.value);
  const meant = word && (allowed.includes('true') ? BOOLEANS[word.toLowerCase()] : nearest(word, allowed));
  return {
    ...common,
    ...(allowed.length > 0 ? { allowed } : { message: issue.message }),
    ...(meant && { suggestion: meant }),
  };
}

/** A text that YAML reads as something else: an account id without quotes loses its leading zeros. */
function unquoted({ value, source }: { value: unknown; source: string }, path: Path): Omit<Mistake, 'path'> {
  const schemas = schemasAt(path);
  const fits = schemas.some(({ pattern }) => pattern === undefined || new RegExp(pattern).test(source));
  const titles = schemas.flatMap(({ title }) => title ?? []);
  const message = `YAML reads a ${typeof value} here, quote it`;
  return { message, ...(fits ? { suggestion: `'${source}'` } : { allowed: titles }) };
}

/** The values that the schema accepts where the issue is. */
function allowedBy(issue: ZodIssue): string[] {
  if (issue.code === 'invalid_value') return issue.values.map(String);
  if (issue.code === 'invalid_union') return [...new Set(issue.errors.flatMap((errors) => errors.flatMap(allowedBy)))];
  if (issue.code !== 'invalid_type') return [];
  return issue.expected === 'boolean' ? ['true', 'false'] : [NAMES[issue.expected] ?? issue.expected];
}

/** The value without spaces, dashes and a suffix in capitals, if that makes it valid. */
function cleaned(value: string, path: Path): string | undefined {
  const patterns = schemasAt(path).flatMap(({ pattern }) => (pattern === undefined ? [] : [new RegExp(pattern)]));
  const candidates = [value.trim(), value.toLowerCase(), value.replace(/[\s-]/g, '')];
  return candidates.find((candidate) => patterns.some((pattern) => pattern.test(candidate)));
}
