import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const ROOT = join(__dirname, '..');

/** The Lambda entry points: name of the bundled file → source. */
export const handlers = {
  'on-event': 'lambda/reconcile/on-event.ts',
  delegation: 'lambda/delegation/index.ts',
  guardduty: 'lambda/guardduty/index.ts',
  detective: 'lambda/detective/index.ts',
} as const;

export type HandlerName = keyof typeof handlers;

/**
 * Bundles every handler once, with the pinned SDK inside, into one folder that all stacks share as their asset: Lambda's
 * own copy of the SDK may lag behind the protection plans this project knows.
 * @returns the folder
 */
export function bundleHandlers(outdir: string): string {
  const folder = join(outdir, 'handlers');
  mkdirSync(folder, { recursive: true });
  buildSync({
    absWorkingDir: ROOT,
    entryPoints: { ...handlers },
    outdir: folder,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    minify: true,
    keepNames: true,
    legalComments: 'none',
    logLevel: 'error',
  });
  return folder;
}
