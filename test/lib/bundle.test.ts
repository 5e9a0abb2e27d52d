import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleHandlers, handlers, NOTICES, writeHandlers } from '../../lib/bundle';

const ROOT = join(__dirname, '..', '..');
const outdirs = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'muster-bundle-')));
let folder: string;
let again: string;

beforeAll(async () => {
  const bundles = await Promise.all(outdirs.map(() => bundleHandlers()));
  [folder, again] = outdirs.map((outdir, at) => writeHandlers(bundles[at] ?? [], outdir)) as [string, string];
});

afterAll(() => {
  for (const outdir of outdirs) rmSync(outdir, { recursive: true });
});

describe('the bundled handlers', () => {
  it.each(Object.keys(handlers))('%s runs from its folder alone, without other modules', (name) => {
    const script = `import(${JSON.stringify(join(folder, `${name}.mjs`))}).then((m) => console.log(typeof m.handler))`;
    const { stdout } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8', cwd: tmpdir(), env: {} });
    expect(stdout).toBe('function\n');
  });

  it('are byte by byte the same in every build, so that an unchanged handler is not deployed again', () => {
    const files = readdirSync(folder).sort();
    expect(readdirSync(again).sort()).toEqual(files);
    for (const file of files) expect(readFileSync(join(again, file))).toEqual(readFileSync(join(folder, file)));
  });

  it('contain the license of every package whose code they contain', async () => {
    // without minifying, esbuild names the source file above each module
    const { outputFiles } = await build({
      absWorkingDir: ROOT,
      entryPoints: { ...handlers },
      outdir: ROOT,
      write: false,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node24',
      mainFields: ['module', 'main'],
      logLevel: 'error',
    });
    const modules = outputFiles.flatMap(({ text }) => [
      ...text.matchAll(/^\s*\/\/ (?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//gm),
    ]);
    const names = [...new Set(modules.map(([, name = '']) => name))];
    expect(names).toEqual(expect.arrayContaining(['@aws-sdk/client-guardduty', '@smithy/core', 'zod']));
    const notices = readFileSync(join(folder, NOTICES), 'utf8');
    expect(names.filter((name) => !new RegExp(`^${name} \\d\\S* \\(`, 'm').test(notices))).toEqual([]);
    expect(notices).toMatch(/^zod 4\S+ \(MIT\)\n\nMIT License\n\nCopyright \(c\) /m);
    expect(notices).toContain('TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION');
    expect(notices).not.toContain(ROOT);
  });

  it('contain nothing that was in the folder before', async () => {
    writeFileSync(join(again, 'left-over.mjs'), '');
    writeHandlers(await bundleHandlers(), outdirs[1] ?? '');
    expect(readdirSync(again)).not.toContain('left-over.mjs');
  });
});
