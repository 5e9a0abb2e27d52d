import { crc32 } from 'node:zlib';

/**
 * The deployment package that CloudFormation makes from inline code (`Code.ZipFile`): a zip archive with one file, `index` with
 * the runtime's extension, stored uncompressed.
 */
export function zipOfInlineCode(source: string, runtime: string): Uint8Array {
  const name = Buffer.from(runtime.startsWith('python') ? 'index.py' : 'index.js');
  const content = Buffer.from(source);
  const shared = Buffer.alloc(26);
  // version 20, no flags, stored, the earliest possible date, unix permissions in the central directory
  shared.writeUInt16LE(20, 0);
  shared.writeUInt16LE(0x21, 8);
  shared.writeUInt32LE(crc32(content), 10);
  shared.writeUInt32LE(content.length, 14);
  shared.writeUInt32LE(content.length, 18);
  shared.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), shared, name, content]);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(0o100644 * 0x10000, 6);
  const directory = Buffer.concat([Buffer.from('PK\x01\x02\x14\x03', 'latin1'), shared, rest, name]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, directory, Buffer.from('PK\x05\x06', 'latin1'), end]);
}
