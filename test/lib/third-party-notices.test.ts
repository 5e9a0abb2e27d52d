import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundledPackages, noticesText } from '../../lib/third-party-notices';

const root = mkdtempSync(join(tmpdir(), 'notices-'));
afterAll(() => rmSync(root, { recursive: true }));

function installed(folder: string, license: string, files: Readonly<Record<string, string>> = {}): string {
  const path = join(root, 'node_modules', folder);
  mkdirSync(path, { recursive: true });
  const name = folder.replace(/^.*node_modules\//, '');
  writeFileSync(join(path, 'package.json'), JSON.stringify({ name, version: '1.2.3', license }));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
  return `node_modules/${folder}/index.js`;
}

const contents = (...inputs: readonly (readonly [string, number])[]) => ({
  outputs: {
    'a.mjs': { inputs: Object.fromEntries(inputs.map(([file, bytesInOutput]) => [file, { bytesInOutput }])) },
  },
});

describe('the notices of a bundle', () => {
  it('name the packages that have code in it, by name, with their license and notice files', () => {
    const one = installed('one', 'MIT', { LICENSE: 'Copyright One', 'NOTICE.txt': 'One takes notice' });
    const scoped = installed('one/node_modules/@two/two', 'ISC', { 'license.md': 'Copyright Two' });
    const shaken = installed('shaken', 'MIT', { LICENSE: 'Copyright Shaken' });
    const packages = bundledPackages(contents([one, 10], [scoped, 10], [shaken, 0], ['lambda/index.ts', 10]), root);
    expect(packages).toEqual([
      { name: '@two/two', version: '1.2.3', license: 'ISC', text: 'Copyright Two' },
      { name: 'one', version: '1.2.3', license: 'MIT', text: 'Copyright One\n\nOne takes notice' },
    ]);
  });

  it('say the same text once, below all packages it is about', () => {
    const same = ['a', 'b'].map((name) => ({ name, version: '1.0.0', license: 'MIT', text: 'Copyright Both' }));
    expect(noticesText(same)).toContain('a 1.0.0 (MIT)\nb 1.0.0 (MIT)\n\nCopyright Both\n');
    expect(noticesText(same).match(/Copyright Both/g)).toHaveLength(1);
  });

  it('have the text of Apache-2.0 for a package that leaves it out; without another license nothing is bundled', () => {
    const [apache] = bundledPackages(contents([installed('apache', 'Apache-2.0'), 1]), root);
    expect(apache?.text).toContain('Version 2.0, January 2004');
    const bare = installed('bare', 'MIT');
    expect(() => bundledPackages(contents([bare, 1]), root)).toThrow(
      'package bare 1.2.3 is bundled and has no license file',
    );
  });
});
