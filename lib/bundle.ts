import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const ROOT = join(__dirname, '..');

/** The Lambda entry points: name of the bundled file → source. */
export const handlers = {
  'on-event': 'lambda/reconcile/on-event.ts',
  'is-complete': 'lambda/reconcile/is-complete.ts',
  delegation: 'lambda/delegation/index.ts',
  guardduty: 'lambda/guardduty/index.ts',
  detective: 'lambda/detective/index.ts',
  invitations: 'lambda/invitations/index.ts',
  findings: 'lambda/findings/index.ts',
  publish: 'lambda/findings/publish.ts',
} as const;

export type HandlerName = keyof typeof handlers;

/**
 * Bundles every handler once, with the pinned SDK inside, into one folder that all stacks share as their asset: Lambda's
 * own copy of the SDK may lag behind the protection plans this project knows. What the handlers have in common is in the
 * folder once.
 * @returns the folder
 */
export function bundleHandlers(outdir: string): string {
  const folder = join(outdir, 'handlers');
  // a file left over from another version would change the asset
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  buildSync({
    absWorkingDir: ROOT,
    entryPoints: { ...handlers },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'shared-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    minify: true,
    // the names of errors and functions stay readable in the log
    keepNames: true,
    legalComments: 'none',
    logLevel: 'error',
  });
  return folder;
}
