import { inflateRawSync } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const STORED = 0;

/** AWS's limit of an unpacked deployment package. */
const UNPACKED_LIMIT = 250 * 1024 * 1024;

/** One file of a zip archive. */
export interface ZipEntry {
  readonly path: string;
  readonly content: Buffer;
}

/**
 * The files of a zip archive: its central directory, stored and deflated entries, no ZIP64.
 * @throws Error if it is not a zip archive, or unpacks to more than AWS accepts
 */
export function readZip(archive: Uint8Array): ZipEntry[] {
  const buffer = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = endOfDirectory(buffer);
  const count = buffer.readUInt16LE(end + 10);
  const entries: ZipEntry[] = [];
  let left = UNPACKED_LIMIT;
  let at = buffer.readUInt32LE(end + 16);
  for (let n = 0; n < count; n += 1) {
    if (buffer.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new Error('the zip file has a broken directory');
    const nameLength = buffer.readUInt16LE(at + 28);
    const path = buffer.toString('utf8', at + 46, at + 46 + nameLength);
    if (!path.endsWith('/')) {
      const content = contentOf(buffer, at, left);
      left -= content.byteLength;
      entries.push({ path, content });
    }
    at += 46 + nameLength + buffer.readUInt16LE(at + 30) + buffer.readUInt16LE(at + 32);
  }
  return entries;
}

function endOfDirectory(buffer: Buffer): number {
  for (let at = buffer.length - 22; at >= 0 && at >= buffer.length - 22 - 0xffff; at -= 1)
    if (buffer.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  throw new Error('not a zip file');
}

/** @param left the most bytes that it may have */
function contentOf(buffer: Buffer, entry: number, left: number): Buffer {
  const method = buffer.readUInt16LE(entry + 10);
  const size = buffer.readUInt32LE(entry + 20);
  const header = buffer.readUInt32LE(entry + 42);
  // the local header's name and extra field may be longer than the directory's
  const start = header + 30 + buffer.readUInt16LE(header + 26) + buffer.readUInt16LE(header + 28);
  const data = buffer.subarray(start, start + size);
  const content = method === STORED ? data : inflateRawSync(data, { maxOutputLength: Math.max(left, 1) });
  if (content.byteLength > left) throw new Error('the zip file unpacks to more than 250 MB');
  return content;
}
