import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBytes, readTextFile } from '../../lib/text-file';

const folder = mkdtempSync(join(tmpdir(), 'text-file-'));
afterAll(() => rmSync(folder, { recursive: true }));

const written = (name: string, content: string | Buffer) => {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
};

describe('a file that a person named', () => {
  test('is read as text without its byte order mark', () => {
    expect(readTextFile(written('marked.txt', '\uFEFFrené\n'))).toBe('rené\n');
  });

  test('that is not UTF-8 is refused with its name', () => {
    const file = written('latin1.txt', Buffer.from('rené', 'latin1'));
    expect(() => readTextFile(file)).toThrow(`${file} is not text in UTF-8: save it in that encoding`);
  });

  test.each([readTextFile, readBytes])(
    'that does not exist, or is a folder, is reported in one sentence: %p',
    (read) => {
      const missing = join(folder, 'missing.txt');
      expect(() => read(missing)).toThrow(`there is no file ${missing}`);
      const inner = join(folder, 'folder');
      mkdirSync(inner, { recursive: true });
      expect(() => read(inner)).toThrow(`${inner} is a folder, not a file`);
    },
  );
});
