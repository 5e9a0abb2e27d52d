import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { ConfigError, type Issue } from './issue';
import { type RolloutFile, rolloutFile } from './schema';

/** A valid configuration, and what it should be warned about. */
export interface Config extends RolloutFile {
  /** the file it was read from */
  readonly file: string;
  readonly warnings: readonly Issue[];
}

/** The configuration in a file; throws `ConfigError` with every mistake in it. */
export function loadConfig(file: string): Config {
  const result = rolloutFile.safeParse(parse(readFileSync(file, 'utf8')));
  if (result.success) return { ...result.data, file, warnings: [] };
  const issues = result.error.issues.map(({ path, message }) => ({
    file,
    line: 1,
    column: 1,
    path: path.join('.'),
    message,
  }));
  throw new ConfigError(file, issues);
}
