import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleHandlers, handlers, writeHandlers } from '../../lib/bundle';

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
  it.each(Object.keys(handlers))('%s runs from the folder alone, with no module beside it', (name) => {
    const script = `import(${JSON.stringify(join(folder, `${name}.mjs`))}).then((m) => console.log(typeof m.handler))`;
    const { stdout } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8', cwd: tmpdir(), env: {} });
    expect(stdout).toBe('function\n');
  });

  it('are byte by byte the same each time, so that an unchanged handler is not deployed again', () => {
    const files = readdirSync(folder).sort();
    expect(readdirSync(again).sort()).toEqual(files);
    for (const file of files) expect(readFileSync(join(again, file))).toEqual(readFileSync(join(folder, file)));
  });

  it('take nothing along that was in the folder before', async () => {
    writeFileSync(join(again, 'left-over.mjs'), '');
    writeHandlers(await bundleHandlers(), outdirs[1] ?? '');
    expect(readdirSync(again)).not.toContain('left-over.mjs');
  });
});
