import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { type Answer, type Client, type ClientCall, environment } from './client';

const run = promisify(execFile);

/** Whether a command line succeeds on this machine. */
export function present(command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** The AWS CLI, if it is installed. */
export const cli: readonly Client[] = present('aws', '--version')
  ? [
      {
        name: 'the AWS CLI',
        calls: async (endpoint, account, region, calls) => {
          const answers: Answer[] = [];
          for (const call of calls) answers.push(await one(call, endpoint, environment(endpoint, account, region)));
          return answers;
        },
      },
    ]
  : [];

async function one(
  { service, operation, input = {} }: ClientCall,
  endpoint: string,
  env: NodeJS.ProcessEnv,
): Promise<Answer> {
  const command = [service === 's3' ? 's3api' : service, kebab(operation)];
  // also given as an option: the CLI's SQS commands ignore the variable
  const options = [
    '--endpoint-url',
    endpoint,
    '--no-paginate',
    '--output',
    'json',
    '--cli-input-json',
    JSON.stringify(input),
  ];
  try {
    const { stdout } = await run('aws', [...command, ...options], { env });
    return { output: stdout.trim() === '' ? {} : (JSON.parse(stdout) as Record<string, unknown>) };
  } catch (error) {
    const output = (error as { stderr?: string }).stderr ?? String(error);
    const [, code, message] = /An error occurred \((\S+)\) when calling the \w+ operation: (.*)/s.exec(output) ?? [];
    if (code === undefined) throw error;
    return { error: { code, message: (message ?? '').trim() } };
  }
}

function kebab(operation: string): string {
  return operation.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();
}
