import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { type Bundle, bundleHandlers } from './bundle';

const ROOT = join(__dirname, '..');

/**
 * The bundled handlers, bundled again only where they would be others: `cdk diff` and `cdk deploy` synthesize each, and
 * bundling takes as long as everything else that they do before CloudFormation is asked.
 * @param root of the project
 */
export async function cachedBundle(
  root: string = ROOT,
  bundle: () => Promise<Bundle> = bundleHandlers,
): Promise<Bundle> {
  const fingerprint = fingerprintOf(root);
  if (fingerprint === undefined) return bundle();
  const file = join(root, 'node_modules', '.cache', 'muster', fingerprint);
  return read(file) ?? keep(file, await bundle());
}

/**
 * What the bundle depends on: the handlers' sources, how they are bundled, and the packages as npm has installed them, the
 * bundler among them. Undefined where npm has not; who changes a file of a package by hand removes `node_modules/.cache`.
 */
function fingerprintOf(root: string): string | undefined {
  const lambda = join(root, 'lambda');
  const sources = readdirSync(lambda, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const others = [
    join('lib', 'bundle.ts'),
    join('lib', 'third-party-notices.ts'),
    join('node_modules', '.package-lock.json'),
    'tsconfig.json',
  ];
  const hash = createHash('sha256');
  try {
    for (const file of [...sources, ...others.map((other) => join(root, other))])
      hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  } catch {
    return undefined;
  }
  return hash.digest('hex');
}

function read(file: string): Bundle | undefined {
  try {
    return deserialize(readFileSync(file)) as Bundle;
  } catch {
    return undefined;
  }
}

/** Keeps this bundle alone; where nothing can be written, none. */
function keep(file: string, bundle: Bundle): Bundle {
  const folder = dirname(file);
  const unfinished = `${file}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true });
    for (const other of readdirSync(folder)) if (other !== basename(file)) rmSync(join(folder, other));
    writeFileSync(unfinished, serialize(bundle));
    // whoever reads finds all of it or nothing
    renameSync(unfinished, file);
  } catch {
    // a full or read-only disk, or another synthesis at the same time: the next one bundles again
  }
  return bundle;
}
