import { readFileSync } from 'node:fs';

/**
 * The text of a file that a person names, without a byte order mark.
 * @throws Error that says in one sentence, with the file's name, why it cannot be read
 */
export function readTextFile(file: string): string {
  const bytes = bytesOf(file);
  try {
    // takes the byte order mark away
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Error(`${file} is not text in UTF-8: save it in that encoding`, { cause });
  }
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (cause) {
    const { code } = Object(cause) as { readonly code?: unknown };
    if (code === 'ENOENT') throw new Error(`there is no file ${file}`, { cause });
    if (code === 'EISDIR') throw new Error(`${file} is a folder, not a file`, { cause });
    throw new Error(`${file} cannot be read: ${String(cause).replace(/^Error: /, '')}`, { cause });
  }
}
