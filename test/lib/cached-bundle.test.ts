import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bundle } from '../../lib/bundle';
import { cachedBundle } from '../../lib/cached-bundle';

const NOTICES = join('lib', 'third-party-notices.ts');
const PACKAGES = join('node_modules', '.package-lock.json');

let root: string;
let bundled: number;
beforeEach(() => {
  bundled = 0;
  root = mkdtempSync(join(tmpdir(), 'muster-kept-'));
  for (const folder of ['lambda/findings', 'lib', 'node_modules']) mkdirSync(join(root, folder), { recursive: true });
  for (const file of ['lambda/findings/index.ts', 'lib/bundle.ts', NOTICES, PACKAGES, 'tsconfig.json'])
    change(file, 'first');
});
afterEach(() => rmSync(root, { recursive: true }));

const change = (file: string, text: string) => writeFileSync(join(root, file), text);

const bundle = async (): Promise<Bundle> => {
  bundled += 1;
  return [{ name: 'findings.mjs', contents: new TextEncoder().encode(`bundle ${bundled}`) }];
};

/** The handlers that a synthesis gets, and how often they were bundled so far. */
async function synthesis(): Promise<[string, number]> {
  const [file] = await cachedBundle(root, bundle);
  return [`${file?.name}: ${new TextDecoder().decode(file?.contents)}`, bundled];
}

describe('handlers of a second synthesis', () => {
  it('are those of the first, without being bundled again', async () => {
    expect(await synthesis()).toEqual(['findings.mjs: bundle 1', 1]);
    expect(await synthesis()).toEqual(['findings.mjs: bundle 1', 1]);
  });

  it.each([
    ['a source', 'lambda/findings/index.ts'],
    ['a package', PACKAGES],
    ['the way of bundling', 'lib/bundle.ts'],
    ['the way notices are made', NOTICES],
    ['a new file', 'lambda/findings/more.ts'],
  ])('are bundled again after a change of %s', async (_, file) => {
    await synthesis();
    change(file, 'second');
    expect(await synthesis()).toEqual(['findings.mjs: bundle 2', 2]);
    expect(await synthesis()).toEqual(['findings.mjs: bundle 2', 2]);
  });

  it('are bundled each time if npm has not installed the packages', async () => {
    rmSync(join(root, PACKAGES));
    await synthesis();
    expect(await synthesis()).toEqual(['findings.mjs: bundle 2', 2]);
  });

  it('are bundled each time if nothing can be kept', async () => {
    change(join('node_modules', '.cache'), 'a file where the folder would be');
    await synthesis();
    expect(await synthesis()).toEqual(['findings.mjs: bundle 2', 2]);
  });
});
