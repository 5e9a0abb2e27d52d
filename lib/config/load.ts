import { readTextFile } from '../text-file';
import { ConfigDocument } from './document';
import { draftOf, isEmptyAnywhere, withEmptySections } from './draft';
import { ConfigError, type Issue, inFileOrder, type Path } from './issue';
import { jsonSchema } from './json-schema';
import { listsFromFiles } from './lists/list-files';
import { membersFromFile } from './outside-members/members-file';
import { type Breach, rules } from './rules';
import { type RolloutFile, rolloutFile } from './schema';
import { schemaMistakes } from './schema-mistakes';
import type { OutsideMemberEntry } from './schema-outside-members';

/** A valid configuration with its warnings. */
export interface Config extends RolloutFile {
  /** the file it was read from */
  readonly file: string;
  readonly warnings: readonly Issue[];
  /** the line of a value, counted from 1; undefined for a default */
  readonly lineOf: (path: Path) => number | undefined;
}

/** Loads the configuration from a file. @throws ConfigError with every mistake in it */
export function loadConfig(file: string): Config {
  return parseConfig(textOf(file), file);
}

/** Parses the text of a configuration. @throws ConfigError with every mistake in it */
export function parseConfig(text: string, file: string): Config {
  const document = new ConfigDocument(file, text);
  const syntax = document.syntaxIssues();
  const built = document.value();
  if ('issue' in built) throw new ConfigError(file, [...syntax, built.issue]);
  if (built.value === null && syntax.length === 0) throw new ConfigError(file, [nothing(file)]);

  const value = isEmptyAnywhere(built.value) ? withEmptySections(built.value, jsonSchema()) : built.value;
  const parsed = rolloutFile.safeParse(value);
  const mistakes = parsed.success ? [] : schemaMistakes(parsed.error.issues, document);
  const located = mistakes.map(({ kind, ...mistake }) => ({
    kind,
    issue: document.locate(mistake, kind === 'value' ? 'value' : 'key'),
  }));
  const { brokenFrom } = document;
  if (brokenFrom !== undefined) {
    // after that line the parser guesses: mistakes there, and missing keys, are not certain
    const certain = located.filter(({ kind, issue }) => kind !== 'missing' && issue.line < brokenFrom);
    throw new ConfigError(file, inFileOrder([...syntax, ...certain.map(({ issue }) => issue)]));
  }

  const reported = mistakes.map(({ path }) => path);
  const config = parsed.success ? parsed.data : draftOf(value, reported);
  // a rule that misses something in a draft misses a value that was removed as wrong
  const lists = listsFromFiles(config, file);
  const breaches = [...rules.flatMap((rule) => rule(config)), ...lists.breaches].filter(
    ({ path }) => !reported.some((one) => isWithin(one, path)),
  );
  const errors = [...syntax, ...located.map(({ issue }) => issue), ...issuesOf(breaches, 'error', document)];
  const outside = membersFromFile(config, file);
  const elsewhere = [...outside.issues, ...lists.errors];
  if (errors.length + elsewhere.length > 0 || !parsed.success)
    throw new ConfigError(file, [...inFileOrder(errors), ...elsewhere]);
  const lineOf = (path: Path) => (document.has(path) ? document.locate({ path }, 'key').line : undefined);
  return {
    ...lists.located(withMembers(parsed.data, outside.members)),
    file,
    warnings: [...inFileOrder(issuesOf(breaches, 'warning', document)), ...lists.warnings],
    lineOf,
  };
}

function withMembers(config: RolloutFile, members: readonly OutsideMemberEntry[]): RolloutFile {
  const { outsideMembers } = config;
  if (!outsideMembers || members.length === 0) return config;
  return { ...config, outsideMembers: { ...outsideMembers, accounts: [...outsideMembers.accounts, ...members] } };
}

function isWithin(path: Path, whole: Path): boolean {
  return path.length > whole.length && whole.every((part, index) => part === path[index]);
}

function issuesOf(breaches: readonly Breach[], level: Breach['level'], document: ConfigDocument): Issue[] {
  return breaches
    .filter((breach) => breach.level === level)
    .map(({ level: _, ...mistake }) => {
      const got = document.got(mistake.path);
      return document.locate({ ...(got !== undefined && { got }), ...mistake });
    });
}

function textOf(file: string): string {
  try {
    return readTextFile(file);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new ConfigError(file, [{ file, line: 1, column: 1, path: '', message }]);
  }
}

function nothing(file: string): Issue {
  return {
    file,
    line: 1,
    column: 1,
    path: '',
    message: 'contains no settings; npm run init writes a file to start from',
  };
}
