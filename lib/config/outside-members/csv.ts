import { isUtf8 } from 'node:buffer';
import { dirname, join } from 'node:path';
import type { z } from 'zod';
import { readBytes } from '../../text-file';
import type { Issue, Mistake } from '../issue';
import { type OutsideMemberEntry, outsideMember } from '../schema-outside-members';
import { type Cell, cellsIn, type Place } from './cells';

/** A valid row with its place. */
export interface Row extends Place {
  readonly member: OutsideMemberEntry;
  /** place of each cell, by column name */
  readonly places: Readonly<Record<string, Place>>;
}

interface Members {
  readonly rows: readonly Row[];
  readonly issues: readonly Issue[];
}

const COLUMNS = Object.keys(outsideMember.shape);
const LISTS: ReadonlySet<string> = new Set(['regions', 'services']);

/** Reads the accounts from a configuration's CSV, and reports every mistake with line and value. */
export function membersIn(configuration: string, name: string): Members & { readonly csv: string } {
  const csv = join(dirname(configuration), name);
  const failed = (message: string, place = START) => ({ csv, rows: [], issues: [issue(csv, place, message)] });
  let bytes: Buffer;
  try {
    bytes = readBytes(csv);
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error));
  }
  const text = bytes.toString('utf8');
  // in another encoding, characters of e-mail addresses would be lost
  if (!isUtf8(bytes)) return failed('is not UTF-8 from here on; save it as "CSV UTF-8"', placeOf(text, '\uFFFD'));
  return { csv, ...parseMembers(text, csv) };
}

const START: Place = { line: 1, column: 1 };

function issue(file: string, { line, column }: Place, message: string, path = ''): Issue {
  return { file, line, column, path, message };
}

function placeOf(text: string, character: string): Place {
  const before = text.slice(0, Math.max(0, text.indexOf(character))).split(/\r?\n/);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** Parses the text of a CSV into accounts. */
export function parseMembers(text: string, file: string): Members {
  // spreadsheets write a byte order mark
  const { rows: all, broken } = cellsIn(text.replace(/^\uFEFF/, ''));
  const [head = [], ...lines] = all;
  const issues = broken.map(({ message, ...place }) => issue(file, place, message));
  const names = head.map((cell) => cell.text.trim());
  const wrong = headIssues(names, file);
  if (wrong.length > 0) return { rows: [], issues: [...issues, ...wrong] };
  const rows: Row[] = [];
  for (const cells of lines) {
    const place = cells[0] ?? START;
    if (cells.length > names.length)
      issues.push(issue(file, place, `has ${cells.length} cells, the first line names ${names.length}`));
    const read = rowOf(names, cells, file);
    if ('row' in read) rows.push(read.row);
    else issues.push(...read.issues);
  }
  return { rows, issues };
}

/** The separators that spreadsheets use instead of commas, depending on their locale. */
const SEPARATORS = [
  [';', 'semicolons'],
  ['\t', 'tabs'],
] as const;

function headIssues(names: readonly string[], file: string): Issue[] {
  const place = { file, ...START };
  const separator = SEPARATORS.find(([character]) => names.length === 1 && names[0]?.includes(character));
  if (separator) return [issue(file, START, `has its cells separated by ${separator[1]}; save it with commas`)];
  const unknown = names.filter((name) => !COLUMNS.includes(name));
  const missing = ['account', 'email'].filter((name) => !names.includes(name));
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  return [
    ...unknown.map((name) => ({ ...place, path: name, message: 'unknown column', allowed: COLUMNS })),
    ...missing.map((name) => ({
      ...place,
      path: name,
      message: 'the column is missing; the first line names the columns',
    })),
    ...twice.map((name) => ({ ...place, path: name, message: 'the column exists twice' })),
  ];
}

function rowOf(names: readonly string[], cells: readonly Cell[], file: string): { row: Row } | { issues: Issue[] } {
  const { line, column } = cells[0] ?? START;
  const entries = names.flatMap((name, at): [string, Cell][] => {
    const cell = cells[at];
    return cell && cell.text !== '' ? [[name, cell]] : [];
  });
  const value = Object.fromEntries(
    entries.map(([name, { text }]) => [
      name,
      LISTS.has(name) ? text.split(/[\s;]+/).filter((part) => part !== '') : text,
    ]),
  );
  const parsed = outsideMember.safeParse(value);
  const places: Readonly<Record<string, Cell>> = Object.fromEntries(entries);
  if (parsed.success) return { row: { member: parsed.data, line, column, places } };
  return {
    issues: parsed.error.issues.map((issue) => {
      const [key = ''] = issue.path.map(String);
      const cell = places[key];
      const place = { line: cell?.line ?? line, column: cell?.column ?? column };
      return { file, ...place, path: key, ...mistakeOf(issue, key, cell?.text) };
    }),
  };
}

function mistakeOf(issue: z.core.$ZodIssue, key: string, text: string | undefined): Omit<Mistake, 'path'> {
  if (text === undefined) return { message: 'is missing' };
  const got = JSON.stringify(text);
  const suggestion = meant(key, text);
  const allowed = issue.code === 'invalid_value' ? { allowed: issue.values.map(String) } : { message: issue.message };
  return { got, ...allowed, ...(suggestion !== undefined && { suggestion }) };
}

/** The value without spaces and dashes, and with the leading zeros that spreadsheets remove. */
function meant(key: string, text: string): string | undefined {
  const plain = key === 'account' || key === 'managementAccount' ? text.replace(/[\s'-]/g, '') : text.trim();
  const candidates = /^\d{9,11}$/.test(plain) ? [plain, plain.padStart(12, '0')] : [plain];
  const schema = outsideMember.shape[key as keyof typeof outsideMember.shape];
  return candidates.find((candidate) => candidate !== text && schema.safeParse(candidate).success);
}
