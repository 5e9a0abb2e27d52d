import { readTextFile } from '../../text-file';
import type { ListEntry, ListKey } from '../schema-lists';
import { addressesIn, type LineMistake, plainText, readEntries } from './entries';
import { MAX_BYTES } from './quotas';

/** The file of a list as GuardDuty receives it, with its mistakes. */
export interface ListFile {
  readonly content: string;
  readonly mistakes: readonly LineMistake[];
  /** IPv4 addresses in a list in plain text; 0 in other formats, which are not read */
  readonly addresses: number;
}

/**
 * Reads the file of a list. In plain text every entry is checked, and remarks, empty lines and duplicates are removed; other
 * formats are used unchanged.
 * @throws Error that says in one sentence, with the file's name, why it cannot be read
 */
export function readListFile({ file, format }: Pick<ListEntry, 'file' | 'format'>, key: ListKey): ListFile {
  const text = readTextFile(file);
  const { entries, mistakes } = format === 'TXT' ? readEntries(text, key) : { entries: undefined, mistakes: [] };
  const content = entries ? plainText(entries) : text;
  return { content, mistakes: [...mistakes, ...sizeMistakes(content)], addresses: addressesIn(entries ?? []) };
}

function sizeMistakes(content: string): LineMistake[] {
  const bytes = Buffer.byteLength(content);
  const place = { level: 'error' as const, line: 1, column: 1 };
  if (bytes > MAX_BYTES)
    return [
      { ...place, got: `${Math.ceil(bytes / 1024 / 1024)} MB`, message: 'GuardDuty accepts files of up to 35 MB' },
    ];
  return content.trim() === '' ? [{ ...place, message: 'is empty' }] : [];
}
