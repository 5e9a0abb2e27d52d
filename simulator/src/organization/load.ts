import { readFileSync } from 'node:fs';
import { type Document, isMap, isNode, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import { draftOf, inside, type Path } from './draft';
import { type OrganizationFile, organizationFile } from './file';
import { organizationSchema } from './json-schema';
import { nearest } from './nearest';
import { brokenRules, type Issue } from './rules';

/** A mistake in an organization file, ready to be shown. */
export interface Mistake {
  readonly line: number;
  readonly column: number;
  readonly path: string;
  readonly message: string;
}

/** All mistakes in an organization file. */
export class OrganizationFileError extends Error {
  override readonly name = 'OrganizationFileError';

  constructor(
    readonly file: string,
    readonly mistakes: readonly Mistake[],
  ) {
    super(mistakes.map((each) => `${file}:${each.line}:${each.column} ${each.path}: ${each.message}`).join('\n'));
  }
}

/** Reads an organization file. @throws OrganizationFileError with all its mistakes */
export function loadOrganization(file: string): OrganizationFile {
  return parseOrganization(textOf(file), file);
}

/** Reads the text of an organization file; `file` is its name in mistakes. @throws OrganizationFileError */
export function parseOrganization(text: string, file: string): OrganizationFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0)
    throw new OrganizationFileError(
      file,
      document.errors.map(({ pos, message }) => ({
        ...position(lines, pos[0]),
        path: 'YAML',
        message: (message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, ''),
      })),
    );
  const value: unknown = document.toJS() ?? {};
  const result = organizationFile.safeParse(value);
  const wrong = result.success ? [] : schemaIssues(result.error, value);
  const issues = [
    ...wrong,
    ...brokenRules(
      draftOf(
        value,
        wrong.map(({ path }) => path),
      ),
    ),
  ];
  if (!result.success || issues.length > 0) throw new OrganizationFileError(file, mistakesOf(issues, document, lines));
  return completed(result.data);
}

function mistakesOf(issues: readonly Issue[], document: Document, lines: LineCounter): readonly Mistake[] {
  return issues
    .map(({ path, message }) => ({ ...placeOf(document, path, lines), path: shown(path), message }))
    .sort((a, b) => a.line - b.line || a.column - b.column);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new OrganizationFileError(file, [{ line: 1, column: 1, path: 'file', message }]);
  }
}

/**
 * Adds the accounts that other parts of the file name without an entry for them. An account without a name gets its id as its
 * name, and an e-mail address made from it.
 */
function completed(file: OrganizationFile): OrganizationFile {
  const { managementAccount, delegatedAdministrators } = file.organization;
  const inside = missing(file.accounts, [managementAccount, ...Object.values(delegatedAdministrators)]);
  const accounts = [...file.accounts, ...inside.map((id) => ({ ...BLANK, ou: '', id }))];
  const administrators = file.guardduty.flatMap(({ administrator }) => administrator ?? []);
  const inviting = file.invitations.map(({ from }) => from);
  const outside = missing([...accounts, ...file.outsideAccounts], [...administrators, ...inviting]);
  const outsideAccounts = [...file.outsideAccounts, ...outside.map((id) => ({ ...BLANK, id }))];
  return { ...file, accounts: accounts.map(named), outsideAccounts: outsideAccounts.map(named) };
}

const BLANK: Omit<OrganizationFile['outsideAccounts'][number], 'id'> = {
  name: '',
  email: '',
  state: 'ACTIVE',
  optedInRegions: [],
  tags: {},
  roles: [],
};

function missing(accounts: readonly { readonly id: string }[], ids: readonly string[]): string[] {
  return [...new Set(ids)].filter((wanted) => !accounts.some(({ id }) => id === wanted));
}

function named<A extends { readonly id: string; readonly name: string; readonly email: string }>(account: A): A {
  return { ...account, name: account.name || account.id, email: account.email || `${account.id}@example.com` };
}

function schemaIssues(error: z.ZodError, value: unknown): readonly Issue[] {
  return error.issues.flatMap((issue): readonly Issue[] => {
    const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ path: [...path, key], message: unknownKey(key, keysAt(path)) }));
    const got = path.reduce(inside, value);
    if (got === undefined && issue.code === 'invalid_type') return [{ path, message: 'is missing' }];
    const hint = typeof got === 'number' && issue.code === 'invalid_type' ? '; put it in quotes' : '';
    return [{ path, message: `${issue.message}, got ${JSON.stringify(got)}${hint}` }];
  });
}

function unknownKey(key: string, known: readonly string[]): string {
  const suggestion = nearest(key, known);
  return suggestion === undefined
    ? `unknown key; known are ${known.join(', ')}`
    : `unknown key; did you mean ${suggestion}?`;
}

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly additionalProperties?: SchemaNode | boolean;
}

/** The keys an object at `path` may have. */
function keysAt(path: Path): readonly string[] {
  const node = path.reduce<SchemaNode | undefined>(below, organizationSchema() as SchemaNode);
  return Object.keys(node?.properties ?? {});
}

function below(node: SchemaNode | undefined, part: string | number): SchemaNode | undefined {
  if (typeof part === 'number') return node?.items;
  const further = node?.additionalProperties;
  return node?.properties?.[part] ?? (typeof further === 'object' ? further : undefined);
}

/** The beginning of the deepest part of `path` that is in the file; of a key rather than its value. */
function placeOf(document: Document, path: Path, lines: LineCounter) {
  for (let length = path.length; length > 0; length -= 1) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    const pair = isMap(parent) ? parent.items.find((each) => isScalar(each.key) && each.key.value === key) : undefined;
    const node: unknown = pair?.key ?? document.getIn(path.slice(0, length), true);
    if (isNode(node)) return position(lines, (node as Node).range?.[0] ?? 0);
  }
  return position(lines, 0);
}

function position(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

function shown(path: Path): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
  return text.replace(/^\./, '') || 'file';
}
