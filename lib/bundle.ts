import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { SERVICES, type ServiceName } from '../lambda/controllers/registry';
import { bundledPackages, noticesText } from './third-party-notices';

const ROOT = join(__dirname, '..');

const controllers = Object.fromEntries(
  SERVICES.map((service) => [service, `lambda/controllers/${service}/index.ts`]),
) as Readonly<Record<ServiceName, string>>;

/** The Lambda entry points: name of the bundled file → source. */
export const handlers = {
  ...controllers,
  'custom-resource': 'lambda/controllers/custom-resource.ts',
  findings: 'lambda/findings/index.ts',
  investigation: 'lambda/investigation/index.ts',
  publish: 'lambda/findings/publish.ts',
} as const;

export type HandlerName = keyof typeof handlers;

/** The file beside the handlers that holds the licenses of the packages bundled with them. */
export const NOTICES = 'THIRD-PARTY-NOTICES.txt';

/**
 * Bundles every handler once, with the pinned SDK inside, into one folder that all stacks share as their asset: Lambda's
 * own copy of the SDK may lag behind the protection plans this project knows. Code that handlers share is in the folder
 * once. esbuild works in a process of its own: started early, it costs the caller next to nothing.
 */
export async function bundleHandlers(): Promise<Bundle> {
  // not loaded if the bundle is in the cache
  const { build } = await import('esbuild');
  const { outputFiles, metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: { ...handlers },
    outdir: ROOT,
    write: false,
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
    // the notices contain these comments, and more
    legalComments: 'none',
    metafile: true,
    logLevel: 'error',
  });
  const notices = new TextEncoder().encode(noticesText(bundledPackages(metafile, ROOT)));
  return [
    ...outputFiles.map(({ path, contents }) => ({ name: basename(path), contents })),
    { name: NOTICES, contents: notices },
  ];
}

/** The files of the bundled handlers, with the notices of the packages in them. */
export type Bundle = readonly { readonly name: string; readonly contents: Uint8Array }[];

/** Writes the handlers into the cloud assembly. @returns the folder */
export function writeHandlers(bundle: Bundle, outdir: string): string {
  const folder = join(outdir, 'handlers');
  // a file left over from another version would change the asset
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const { name, contents } of bundle) writeFileSync(join(folder, name), contents);
  return folder;
}
