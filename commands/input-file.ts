import { gunzipSync } from 'node:zlib';
import { loadOrganization, type OrganizationFile } from '@muster/simulator/organization';
import type { z } from 'zod';
import { describe } from '../lib/config';
import { ConfigDocument } from '../lib/config/document';
import { nearest } from '../lib/config/nearest';
import { decoded, readBytes, readTextFile } from '../lib/text-file';
import { UsageError } from './usage-error';

type Issue = z.core.$ZodIssue;
type Path = readonly (string | number)[];

/**
 * The content of a JSON file.
 * @param keys the keys that an object at a path may have, for suggestions
 * @throws UsageError with every mistake in the file, each with its line and column
 */
export function readJsonFile<T>(file: string, schema: z.ZodType<T>, keys: (path: Path) => readonly string[]): T {
  const text = textOf(file);
  const result = schema.safeParse(parsed(file, text));
  if (result.success) return result.data;
  const document = new ConfigDocument(file, text);
  throw new UsageError(result.error.issues.flatMap((issue) => mistakesOf(issue, document, keys)).join('\n'));
}

/** An organization file. @throws UsageError, or OrganizationFileError with all its mistakes */
export function readOrganizationFile(file: string): OrganizationFile {
  textOf(file);
  return loadOrganization(file);
}

/** The content of a JSON file, of any shape; of a file with one JSON value per line, a list of them. @throws UsageError */
export function readJsonValues(file: string): unknown {
  const text = textOf(file, (name) => decoded(unpacked(readBytes(name), name), name));
  try {
    return parsed(file, text);
  } catch (error) {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    if (lines.length < 2 || !/^\s*\{.*\}\s*$/.test(lines[0] ?? '')) throw error;
    return lines.map((line, at) => parsed(`${file}, line ${at + 1},`, line));
  }
}

const LARGEST_UNPACKED = 256 * 1024 * 1024;

/** GuardDuty's export is compressed. */
function unpacked(bytes: Buffer, file: string): Buffer {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: LARGEST_UNPACKED });
  } catch (cause) {
    throw new Error(`${file} cannot be decompressed: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

function textOf(file: string, read: (file: string) => string = readTextFile): string {
  try {
    return read(file);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    // Node.js does not give a position for every mistake
    const [, position] = /at position (\d+)/.exec(String(cause)) ?? [];
    const before = text.slice(0, Number(position)).split('\n');
    const place = position === undefined ? file : `${file}:${before.length}:${(before.at(-1) ?? '').length + 1}`;
    const words = String(cause).replace(/^\w*Error: |,? (in JSON )?at position.*|, "[\s\S]*" is not valid JSON/g, '');
    const why = text.trim() === '' ? 'the file is empty' : words;
    throw new UsageError(`${place} is not JSON: ${why}`, { cause });
  }
}

function mistakesOf(issue: Issue, document: ConfigDocument, keys: (path: Path) => readonly string[]): string[] {
  const path = issue.path as (string | number)[];
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => {
      const meant = nearest(key, keys(path));
      const mistake = { path: [...path, key], message: 'unknown key', allowed: keys(path) };
      return describe(document.locate({ ...mistake, ...(meant && { suggestion: meant }) }, 'key'));
    });
  if (!document.has(path)) return [describe(document.locate({ path, message: `is missing: ${expected(issue)}` }))];
  const got = document.got(path);
  return [
    describe(document.locate({ path, ...(got !== undefined && { got }), message: `must be ${expected(issue)}` })),
  ];
}

const NAMES: Readonly<Record<string, string>> = {
  array: 'a list',
  number: 'a number',
  object: 'an object',
  record: 'an object',
  string: 'text',
};

function expected(issue: Issue): string {
  if (issue.code === 'invalid_value') return `one of ${issue.values.join(', ')}`;
  return issue.code === 'invalid_type' ? (NAMES[issue.expected] ?? issue.expected) : issue.message;
}
