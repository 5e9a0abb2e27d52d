import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OrganizationFileError } from '@muster/simulator/organization';
import { Command, CommanderError } from 'commander';
import { RolloutError } from '../lambda/reconcile/errors';
import { ConfigError } from '../lib/config';
import { commands } from './all';
import type { Settle } from './command';
import { EXIT } from './exit-codes';
import { UsageError } from './usage-error';

const { version } = JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as { version: string };

/** The command line for commander. */
export function programOf(settle: Settle): Command {
  const program = new Command('muster')
    .description('Turns GuardDuty and Detective on in every account and every region of an AWS organization.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command')
    .addHelpText('after', '\nExit codes and every option: docs/commands.md')
    .exitOverride();
  for (const command of commands) command.addTo(program, settle).helpOption('-h, --help', 'print help').exitOverride();
  return program;
}

/**
 * Runs the command that the arguments name; mistakes are printed as messages.
 * @param complain prints to standard error
 * @returns the exit code
 */
export async function runCommandLine(
  args: readonly string[],
  complain: (text: string) => void = console.error,
): Promise<number> {
  let code: number = EXIT.ok;
  const settle: Settle = async (command, work) => {
    try {
      code = await work();
    } catch (error) {
      code = command.failure ?? exitCodeOf(error);
      complain(messageOf(error, command));
    }
  };
  try {
    await programOf(settle).parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // commander has printed its message, or the help that was asked for
    if (error.exitCode === 0) return EXIT.ok;
    return commands.find(({ name }) => name === args[0])?.failure ?? EXIT.usage;
  }
  return code;
}

const isUsage = (error: unknown) =>
  [UsageError, ConfigError, OrganizationFileError].some((kind) => error instanceof kind);

function exitCodeOf(error: unknown): number {
  if (isUsage(error)) return EXIT.usage;
  return error instanceof RolloutError ? EXIT.unavailable : EXIT.defect;
}

function messageOf(error: unknown, { name, credentials }: Parameters<Settle>[0]): string {
  if (lacksCredentials(error))
    return [
      `No AWS credentials were found: muster ${name} needs those of ${credentials ?? 'the account that it calls'}.`,
      'Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or sign in with aws sso login.',
    ].join('\n');
  if (!(error instanceof Error)) return String(error);
  return isUsage(error) || error instanceof RolloutError ? error.message : (error.stack ?? error.message);
}

/** Whether a cause in the chain is that the SDK found no credentials. */
function lacksCredentials(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (['CredentialsProviderError', 'TokenProviderError'].includes(cause.name)) return true;
  return false;
}
