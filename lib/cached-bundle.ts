import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { type Bundle, bundleHandlers } from './bundle';

const ROOT = join(__dirname, '..');

/**
 * The bundled handlers, from the cache unless something they depend on has changed: `cdk diff` and `cdk deploy` both
 * synthesize, and bundling takes as long as everything else they do before they call CloudFormation.
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
 * SHA-256 of everything the bundle depends on: the sources of the handlers, the bundling code, and the packages that npm
 * installed, including the bundler. Undefined if npm did not install them. After editing a package by hand, remove
 * `node_modules/.cache`.
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

/** Stores the bundle in place of any other; does nothing if the folder cannot be written. */
function keep(file: string, bundle: Bundle): Bundle {
  const folder = dirname(file);
  const unfinished = `${file}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true });
    for (const other of readdirSync(folder)) if (other !== basename(file)) rmSync(join(folder, other));
    writeFileSync(unfinished, serialize(bundle));
    // a reader finds the whole file or none
    renameSync(unfinished, file);
  } catch {
    // a full or read-only disk, or another synthesis at the same time: the next one bundles again
  }
  return bundle;
}
