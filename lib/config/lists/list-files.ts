import { dirname, join } from 'node:path';
import type { Draft } from '../draft';
import type { Issue } from '../issue';
import type { Breach } from '../rules';
import { acknowledgeable } from '../rules/blinding';
import { LIST_KEYS, type ListEntry, type ListKey } from '../schema-lists';
import { readListFile } from './file';

/** Addresses that trusted lists may contain together: a /8, more than nearly any organization has. */
const MAX_TRUSTED = 2 ** 24;

interface ListFiles {
  /** the configuration with the paths of its list files relative to the working directory */
  readonly located: <C extends Draft>(config: C) => C;
  /** mistakes in the configuration: files that cannot be read, and trusted lists with too many addresses together */
  readonly breaches: readonly Breach[];
  /** mistakes in the files */
  readonly errors: readonly Issue[];
  readonly warnings: readonly Issue[];
}

/** Reads the list files that a configuration names, and reports every mistake in them with line and column. */
export function listsFromFiles(config: Draft, configuration: string): ListFiles {
  const found = LIST_KEYS.flatMap((key) =>
    (config.guardDuty?.[key] ?? []).map((entry, index) => look(entry, key, index, configuration)),
  );
  return {
    located: (whole) => locatedFrom(whole, configuration),
    breaches: [...found.flatMap(({ breach }) => breach ?? []), ...trustIsBounded(config, found)],
    errors: found.flatMap(({ issues }) => issues.filter(({ level }) => level === 'error').map(({ issue }) => issue)),
    warnings: found.flatMap(({ issues }) =>
      issues.filter(({ level }) => level === 'warning').map(({ issue }) => issue),
    ),
  };
}

function look(entry: ListEntry, key: ListKey, index: number, configuration: string) {
  const file = join(dirname(configuration), entry.file);
  try {
    const { mistakes, addresses } = readListFile({ ...entry, file }, key);
    const issues = mistakes.map(({ level, ...mistake }) => ({ level, issue: { file, path: '', ...mistake } }));
    return { key, issues, addresses };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const breach: Breach = { level: 'error', path: ['guardDuty', key, index, 'file'], message };
    return { key, issues: [], breach, addresses: 0 };
  }
}

/** K5: many ranges that are allowed one by one would trust most of the internet together. */
function trustIsBounded(
  config: Draft,
  files: readonly { readonly key: ListKey; readonly addresses: number }[],
): Breach[] {
  const trusted = files.filter(({ key, addresses }) => key.startsWith('trusted') && addresses > 0);
  const sum = trusted.reduce((all, { addresses }) => all + addresses, 0);
  const [last] = trusted.slice(-1);
  if (!last || sum <= MAX_TRUSTED) return [];
  const message = `trusted lists contain ${sum} addresses together, more than a /8: no finding is made about any of them`;
  return [acknowledgeable(config, 'trust-many', ['guardDuty', last.key], message)];
}

function locatedFrom<C extends Draft>(config: C, configuration: string): C {
  const { guardDuty } = config;
  if (!guardDuty) return config;
  const lists = LIST_KEYS.map((key) => [
    key,
    guardDuty[key].map((entry) => ({ ...entry, file: join(dirname(configuration), entry.file) })),
  ]);
  return { ...config, guardDuty: { ...guardDuty, ...Object.fromEntries(lists) } };
}
