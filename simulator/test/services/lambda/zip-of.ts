import { crc32, deflateRawSync } from 'node:zlib';

/** A zip archive of text files: path → content. */
export function zipOf(files: Readonly<Record<string, string>>): Uint8Array {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, content] of Object.entries(files)) {
    const name = Buffer.from(path);
    const raw = Buffer.from(content);
    const data = deflateRawSync(raw);
    const sizes = { crc: typeof crc32 === 'function' ? crc32(raw) : 0, packed: data.length, size: raw.length };
    const local = header(30, 0x04034b50, 4, sizes, name.length);
    locals.push(local, name, data);
    const entry = header(46, 0x02014b50, 6, sizes, name.length);
    entry.writeUInt32LE(offset, 42);
    directory.push(entry, name);
    offset += local.length + name.length + data.length;
  }
  const count = Object.keys(files).length;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

/** The fields that local headers and directory entries share, `shift` bytes further in the latter. */
function header(
  length: number,
  signature: number,
  start: number,
  { crc, packed, size }: { crc: number; packed: number; size: number },
  nameLength: number,
): Buffer {
  const buffer = Buffer.alloc(length);
  buffer.writeUInt32LE(signature, 0);
  buffer.writeUInt16LE(20, start);
  buffer.writeUInt16LE(8, start + 4);
  buffer.writeUInt32LE(crc, start + 10);
  buffer.writeUInt32LE(packed, start + 14);
  buffer.writeUInt32LE(size, start + 18);
  buffer.writeUInt16LE(nameLength, start + 22);
  return buffer;
}
