import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { quietCdk } from '../../commands/rehearse/deployment';

/** A cloud assembly, or the output of the CDK CLI if the app did not synthesize. */
interface Assembly {
  readonly folder?: string;
  readonly output: string;
}

/** Shared by the workers of one run of jest (jest.config.js), and removed after it. */
const SHARED = process.env.TEST_ASSEMBLIES ?? '';

/**
 * Synthesizes the app for a configuration, once for all tests of a run that deploy the same. A synthesis computes for 5 s, about as long as
 * the deployment does. The tests of commands that deploy (`deploy-command`, `rehearsal`) and those of the app synthesize for themselves.
 * @param configuration path of the configuration file; the files that it names are in its folder
 */
export async function assemblyOf(configuration: string): Promise<Assembly> {
  const folder = join(SHARED, digestOf(dirname(configuration)));
  if (existsSync(folder)) return { folder, output: '' };
  mkdirSync(SHARED, { recursive: true });
  const own = `${folder}-${process.pid}`;
  const lines: string[] = [];
  const args = ['synth', '--quiet', '--context', `config=${configuration}`, '--output', own];
  const code = await quietCdk(args, {}, ({ text: line }) => lines.push(line));
  if (code !== 0) return { output: lines.join('\n') };
  publish(own, folder);
  return { folder, output: '' };
}

/** Of the names and contents of all files in a folder without folders. */
function digestOf(folder: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) hash.update(`${name}\n`).update(readFileSync(join(folder, name)));
  return hash.digest('hex').slice(0, 16);
}

/** Gives the assembly its shared name, unless another worker was first. */
function publish(own: string, folder: string): void {
  try {
    renameSync(own, folder);
  } catch {
    rmSync(own, { recursive: true });
  }
}
