import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runCdk } from '../cdk-cli';

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
  try {
    const app = ['--context', `config=${resolve(configuration)}`, '--output', output];
    return await quietCdk([...args, ...app], environment, onLine, signal);
  } finally {
    await rm(output, { recursive: true, force: true });
  }
}

/** Runs the CDK CLI of this project without its notices and colors. */
export function quietCdk(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  onLine: (line: DeploymentLine) => void,
  signal?: AbortSignal,
): Promise<number> {
  return runCdk(
    [...args, '--no-notices', '--ci', '--no-color'],
    // templates were validated by `npm run check`; here it would cost 3 s and 45 ms a stack
    { ...environment, CDK_VALIDATION: 'false' },
    (text) => onLine({ text, progress: isProgress(text) }),
    signal,
  );
}

/** The command that deploys every stack, several in parallel. */
export const DEPLOY_ALL = [
  ...['deploy', '--all', '--require-approval', 'never'],
  ...['--concurrency', String(CONCURRENCY), '--progress', 'events'],
];

/** Deploys every stack of a configuration, several in parallel. */
export function deploy(
  configuration: string,
  environment: Readonly<Record<string, string>>,
  onLine: (line: DeploymentLine) => void,
  signal?: AbortSignal,
): Promise<number> {
  return cdk(DEPLOY_ALL, configuration, environment, onLine, signal);
}

/** Whether a line is the beginning, end or failure of a stack, not an event of a resource. */
function isProgress(text: string): boolean {
  return /✅|❌|✨|: deploying\.\.\.|_FAILED|failed/.test(text);
}
