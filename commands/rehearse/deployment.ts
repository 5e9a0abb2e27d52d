import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { startGroup, stopGroup } from './process-group';

const ROOT = join(__dirname, '..', '..');

/** How many stacks the CDK CLI deploys in parallel. */
const CONCURRENCY = 6;

/** One line of the CDK CLI's output, and whether it shows progress. */
export interface DeploymentLine {
  readonly text: string;
  readonly progress: boolean;
}

/**
 * Runs the CDK CLI of this project on the app, with a separate cloud assembly.
 * @param args the command and its options, e.g. `['diff', '--all']`
 * @param configuration path of the configuration file
 * @param environment variables that select endpoint and account, added to this process's environment
 * @param signal stops the CLI and everything that it has started
 * @returns the CLI's exit code
 */
export async function cdk(
  args: readonly string[],
  configuration: string,
  environment: Readonly<Record<string, string>>,
  onLine: (line: DeploymentLine) => void,
  signal?: AbortSignal,
): Promise<number> {
  const output = await mkdtemp(join(tmpdir(), 'muster-cdk-'));
  const quiet = ['--no-notices', '--ci', '--no-color'];
  try {
    return await run(
      [...args, '--context', `config=${resolve(configuration)}`, '--output', output, ...quiet],
      environment,
      onLine,
      signal,
    );
  } finally {
    await rm(output, { recursive: true, force: true });
  }
}

/** Deploys every stack of a configuration, several in parallel. */
export function deploy(
  configuration: string,
  environment: Readonly<Record<string, string>>,
  onLine: (line: DeploymentLine) => void,
  signal?: AbortSignal,
): Promise<number> {
  const sideBySide = ['--concurrency', String(CONCURRENCY), '--progress', 'events'];
  return cdk(
    ['deploy', '--all', '--require-approval', 'never', ...sideBySide],
    configuration,
    environment,
    onLine,
    signal,
  );
}

function run(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  onLine: (line: DeploymentLine) => void,
  signal?: AbortSignal,
): Promise<number> {
  const child = startGroup(join(ROOT, 'node_modules', '.bin', 'cdk'), args, {
    cwd: ROOT,
    env: {
      ...process.env,
      ...environment,
      // templates were validated by `npm run check`; here it would cost 3 s and 45 ms a stack
      CDK_VALIDATION: 'false',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = () => void stopGroup(child);
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop);
  for (const stream of [child.stdout, child.stderr])
    if (stream) createInterface({ input: stream }).on('line', (text) => onLine({ text, progress: isProgress(text) }));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      signal?.removeEventListener('abort', stop);
      resolve(code ?? 1);
    });
  });
}

/** Whether a line is the beginning, end or failure of a stack, not an event of a resource. */
function isProgress(text: string): boolean {
  return /✅|❌|✨|: deploying\.\.\.|_FAILED|failed/.test(text);
}
