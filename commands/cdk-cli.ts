import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startGroup, stopGroup } from './process-group';

const ROOT = join(__dirname, '..');

/**
 * Runs the CDK CLI of this project.
 * @param args the command and its options, e.g. `['diff', '--all']`
 * @param environment variables that are added to this process's environment
 * @param onLine gets each line of both outputs
 * @param signal stops the CLI and everything that it has started
 * @returns the CLI's exit code
 */
export function runCdk(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  onLine: (text: string) => void,
  signal?: AbortSignal,
): Promise<number> {
  const child = startGroup(join(ROOT, 'node_modules', '.bin', 'cdk'), args, {
    cwd: ROOT,
    env: { ...process.env, ...environment, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = () => void stopGroup(child);
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop);
  for (const stream of [child.stdout, child.stderr]) if (stream) createInterface({ input: stream }).on('line', onLine);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      signal?.removeEventListener('abort', stop);
      resolve(code ?? 1);
    });
  });
}
