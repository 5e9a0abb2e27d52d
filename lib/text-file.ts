import { readFileSync } from 'node:fs';

/**
 * Reads a text file that a person named, without its byte order mark.
 * @throws Error that says in one sentence, with the file's name, why it cannot be read
 */
export function readTextFile(file: string): string {
  return decoded(readBytes(file), file);
}

/**
 * The text in bytes, without its byte order mark. UTF-16 is read if it has one: older shells write it when output is redirected.
 * @throws Error that says in one sentence, with the file's name, why it cannot be read
 */
export function decoded(bytes: Uint8Array, file: string): string {
  const mark = [bytes[0], bytes[1]].join();
  const encoding = mark === '255,254' ? 'utf-16le' : mark === '254,255' ? 'utf-16be' : 'utf-8';
  try {
    // removes the byte order mark
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Error(`${file} is not text in UTF-8: save it in that encoding`, { cause });
  }
}

/**
 * Reads a file that a person named.
 * @throws Error that says in one sentence, with the file's name, why it cannot be read
 */
export function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    const { code } = Object(cause) as { readonly code?: unknown };
    if (code === 'ENOENT') throw new Error(`there is no file ${file}`, { cause });
    if (code === 'EISDIR') throw new Error(`${file} is a folder, not a file`, { cause });
    throw new Error(`${file} cannot be read: ${String(cause).replace(/^Error: /, '')}`, { cause });
  }
}
