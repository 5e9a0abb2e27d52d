import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FOUND = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const QUIET = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'];
/** grey edges of letters instead of coloured ones: half the file size */
const PLAIN = ['--disable-lcd-text', '--font-render-hinting=none'];
/** device pixels per CSS pixel */
const SCALE = 1;

/** Photographs a page at its full height. @throws Error if there is no browser */
export function screenshot(page: string, file: string): void {
  const chromium = process.env.CHROMIUM ?? FOUND.find((path) => existsSync(path));
  if (chromium === undefined)
    throw new Error('taking pictures: there is no chromium; install one, or name it in CHROMIUM');
  const folder = mkdtempSync(join(tmpdir(), 'muster-picture-'));
  try {
    const source = join(folder, 'page.html');
    writeFileSync(source, page);
    const run = (...args: string[]) =>
      execFileSync(chromium, [...QUIET, `--user-data-dir=${folder}/profile`, ...args, `file://${source}`], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    const height = /data-height="(\d+)"/.exec(run('--dump-dom'))?.[1];
    const width = /body \{ width: (\d+)px/.exec(page)?.[1];
    run(
      ...PLAIN,
      '--hide-scrollbars',
      `--force-device-scale-factor=${SCALE}`,
      `--window-size=${width},${height}`,
      `--screenshot=${file}`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
