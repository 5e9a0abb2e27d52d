/** A path of keys and list positions into the configuration. */
export type Path = readonly (string | number)[];

/** A mistake at a path, before its place in the file is known. */
export interface Mistake {
  readonly path: Path;
  /** the explanation, if `got` and `allowed` are not enough */
  readonly message?: string;
  /** the value as the file has it */
  readonly got?: string;
  /** values or keys that are allowed */
  readonly allowed?: readonly string[];
  /** the value that was probably meant */
  readonly suggestion?: string;
}

/** A mistake, or a warning, with its place in the file. */
export interface Issue extends Omit<Mistake, 'path'> {
  readonly file: string;
  /** counted from 1 */
  readonly line: number;
  /** counted from 1 */
  readonly column: number;
  /** the path as text: `guardDuty.autoEnable`, `regions[2]` */
  readonly path: string;
}

/** All mistakes of a configuration file; the message lists them, one in a line. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(
    readonly file: string,
    readonly issues: readonly Issue[],
  ) {
    const count = issues.length === 1 ? '1 mistake' : `${issues.length} mistakes`;
    super([`${count} in ${file}:`, ...issues.map(describe)].join('\n'));
  }
}

/** An issue as one line: `rollout.yaml:12:15 guardDuty.autoEnable: got "EVERY", allowed: ALL, NEW, NONE`. */
export function describe(issue: Issue): string {
  const { file, line, column, path, message, got, allowed, suggestion } = issue;
  const place = path === '' ? '' : ` ${path}:`;
  const parts = [
    ...(got === undefined ? [] : [`got ${got}`]),
    ...(message === undefined ? [] : [message]),
    ...(allowed === undefined ? [] : [`allowed: ${allowed.join(', ')}`]),
  ];
  const meant = suggestion === undefined ? '' : ` (did you mean ${suggestion}?)`;
  return `${file}:${line}:${column}${place} ${parts.join(', ')}${meant}`;
}

/** Issues sorted by their places in the file. */
export function inFileOrder(issues: readonly Issue[]): Issue[] {
  return [...issues].sort((a, b) => a.line - b.line || a.column - b.column);
}

/** A path as text: `regions.exclude[0]`. */
export function written(path: Path): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
}
