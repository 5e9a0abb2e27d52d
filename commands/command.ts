import { join, relative } from 'node:path';
import { type Command, Option } from 'commander';
import { UsageError } from './usage-error';

/** A command of the command line. Each has its folder: command, options, run and, if it prints a report, report and print. */
export interface CommandSpec<Options> {
  readonly name: string;
  /** what it does, in one sentence without a subject */
  readonly summary: string;
  readonly example: string;
  /** whose AWS credentials it needs; undefined for a command that does not call AWS */
  readonly credentials?: string;
  /** the exit code for every error, if the usual ones mean something else; scripts depend on it */
  readonly failure?: number;
  /** created when the command line is read: defaults depend on the working directory */
  readonly options: () => readonly Option[];
  /** whether it takes options that it does not know, for another program */
  readonly passesOn?: boolean;
  /**
   * does the work
   * @param rest the arguments that are not options of the command, in their order; empty unless `passesOn`
   * @returns the exit code, one of `EXIT`
   */
  readonly run: (options: Options, rest: readonly string[]) => number | Promise<number>;
}

/** Runs a command and determines the exit code. */
export type Settle = (
  command: Pick<CommandSpec<never>, 'name' | 'credentials' | 'failure'>,
  work: () => number | Promise<number>,
) => Promise<void>;

/** A command that the program can add, whatever its options. */
export interface CliCommand {
  readonly name: string;
  readonly failure?: number;
  readonly addTo: (program: Command, settle: Settle) => Command;
}

/** Creates a command from its specification. */
export function cliCommand<Options>(spec: CommandSpec<Options>): CliCommand {
  const { name, summary, example, credentials } = spec;
  return {
    name,
    ...(spec.failure !== undefined && { failure: spec.failure }),
    addTo: (program, settle) => {
      const command = program.command(name).description(summary);
      for (const option of spec.options()) command.addOption(option);
      if (spec.passesOn) command.allowUnknownOption().allowExcessArguments();
      const needs = credentials === undefined ? '' : `\n\nNeeds AWS credentials of ${credentials}.`;
      return command
        .addHelpText('after', `\nExample:\n  ${example}${needs}`)
        .action((options: Options) => settle(spec, () => spec.run(options, command.args)));
    },
  };
}

const EXAMPLES = join(__dirname, '..', 'examples');

/** An option whose default is a file of the package's examples, relative to the working directory. */
export function exampleOption(flags: string, description: string, file: string): Option {
  return new Option(flags, description).default(exampleFile(file), `examples/${file}`);
}

/** A file of the package's examples, relative to the working directory. */
export function exampleFile(file: string): string {
  return relative(process.cwd(), join(EXAMPLES, file));
}

/** The configuration of a command that writes to AWS: there is no default. */
export function requiredConfig(config: string | undefined, command: string): string {
  if (config !== undefined) return config;
  const how = 'name yours with --config, for example --config rollout.yaml';
  throw new UsageError(`muster ${command} writes to AWS and has no default configuration: ${how}`);
}

/** The configuration of a command that changes nothing. */
export function configOption(): Option {
  return exampleOption('--config <file>', 'the configuration', 'rollout.yaml');
}

/** Output for programs. */
export function jsonOption(): Option {
  return new Option('--json', 'print JSON');
}
