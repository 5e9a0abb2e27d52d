import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { z } from 'zod';
import type { Issue, Mistake } from '../issue';
import { type OutsideMemberEntry, outsideMember } from '../schema-outside-members';

/** A row that could be read, and the line it is in. */
export interface Row {
  readonly member: OutsideMemberEntry;
  readonly line: number;
  /** where each cell begins, counted from 1, by column name */
  readonly columns: Readonly<Record<string, number>>;
}

interface Members {
  readonly rows: readonly Row[];
  readonly issues: readonly Issue[];
}

interface Cell {
  readonly text: string;
  readonly column: number;
}

const COLUMNS = Object.keys(outsideMember.shape);
const LISTS: ReadonlySet<string> = new Set(['regions', 'services']);

/** The accounts in the CSV beside a configuration, and every mistake in it with line and value. */
export function membersIn(configuration: string, name: string): Members & { readonly csv: string } {
  const csv = join(dirname(configuration), name);
  try {
    return { csv, ...parseMembers(readFileSync(csv, 'utf8'), csv) };
  } catch (cause) {
    const message = `cannot be read: ${String(cause).replace(/^Error: /, '')}`;
    return { csv, rows: [], issues: [{ file: csv, line: 1, column: 1, path: '', message }] };
  }
}

/** The accounts in the text of a CSV. */
export function parseMembers(text: string, file: string): Members {
  // spreadsheets put a byte order mark in front
  const [head = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const names = cellsOf(head).map((cell) => cell.text.trim());
  const wrong = headIssues(names, file);
  if (wrong.length > 0) return { rows: [], issues: wrong };
  const rows: Row[] = [];
  const issues: Issue[] = [];
  for (const [at, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const cells = cellsOf(line);
    const place = { file, line: at + 2 };
    if (cells.length > names.length)
      issues.push({
        ...place,
        column: 1,
        path: '',
        message: `has ${cells.length} cells, the first line names ${names.length}`,
      });
    const read = rowOf(names, cells, place);
    if ('row' in read) rows.push(read.row);
    else issues.push(...read.issues);
  }
  return { rows, issues };
}

function headIssues(names: readonly string[], file: string): Issue[] {
  const place = { file, line: 1, column: 1 };
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
    ...twice.map((name) => ({ ...place, path: name, message: 'the column is there twice' })),
  ];
}

function rowOf(
  names: readonly string[],
  cells: readonly Cell[],
  { file, line }: { readonly file: string; readonly line: number },
): { row: Row } | { issues: Issue[] } {
  const entries = names.flatMap((name, at): [string, Cell][] => {
    const cell = cells[at];
    return cell && cell.text !== '' ? [[name, cell]] : [];
  });
  const columns = Object.fromEntries(entries.map(([name, { column }]) => [name, column]));
  const value = Object.fromEntries(
    entries.map(([name, { text }]) => [
      name,
      LISTS.has(name) ? text.split(/[\s;]+/).filter((part) => part !== '') : text,
    ]),
  );
  const parsed = outsideMember.safeParse(value);
  if (parsed.success) return { row: { member: parsed.data, line, columns } };
  const texts = new Map(entries.map(([name, { text }]) => [name, text]));
  return {
    issues: parsed.error.issues.map((issue) => {
      const [key = ''] = issue.path.map(String);
      return { file, line, column: columns[key] ?? 1, path: key, ...mistakeOf(issue, key, texts.get(key)) };
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

/** The value without what people and spreadsheets do to it: spaces and dashes in it, leading zeros lost. */
function meant(key: string, text: string): string | undefined {
  const plain = key === 'account' || key === 'managementAccount' ? text.replace(/[\s'-]/g, '') : text.trim();
  const candidates = /^\d{9,11}$/.test(plain) ? [plain, plain.padStart(12, '0')] : [plain];
  const schema = outsideMember.shape[key as keyof typeof outsideMember.shape];
  return candidates.find((candidate) => candidate !== text && schema.safeParse(candidate).success);
}

/** Cells between commas; one in quotes may hold commas, and quotes written twice. */
function cellsOf(line: string): Cell[] {
  const cells: Cell[] = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^,]*))(,|$)/y;
  for (;;) {
    const column = pattern.lastIndex + 1;
    const match = pattern.exec(line);
    // a quote that is never closed: the rest as it stands, for the schema to refuse
    if (!match) return [...cells, { text: line.slice(column - 1), column }];
    const [, quoted, plain = '', end] = match;
    cells.push({ text: quoted === undefined ? plain : quoted.replaceAll('""', '"'), column });
    if (end === '') return cells;
  }
}
