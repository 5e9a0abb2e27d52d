import { join, resolve } from 'node:path';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { control } from './control';
import { loadOrganization, OrganizationFileError } from './organization/load';
import { serve } from './server';
import { allServices } from './services';
import { Simulation } from './simulation';

/** The exit code for a mistake in an option or in a file, as of the product's commands. */
const MISTAKE = 2;

interface Options {
  readonly organization: string;
  readonly port: number;
}

const command = new Command('simulator')
  .description('serves a simulated AWS organization on one port of this machine until it is stopped')
  .requiredOption('--organization <file>', 'the organization file (YAML)')
  .option('--port <number>', 'the port; 0 selects a free one', port, 0)
  .exitOverride()
  .action(run);

async function run({ organization, port: wanted }: Options): Promise<void> {
  const simulation = await Simulation.start(load(organization), allServices);
  const served = await serve(simulation, { port: wanted, control: control(simulation) });
  const { managementAccountId } = simulation.organization;
  // Scripts wait for this line: the first on standard output.
  process.stdout.write(
    `${JSON.stringify({ endpoint: served.endpoint, token: served.token, organization: simulation.organization.id, managementAccount: managementAccountId, accounts: simulation.organization.members().length })}\n`,
  );
  const stop = async () => {
    await served.close();
    await simulation.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
}

/** Reads the organization; ends the process if the file has mistakes. A relative path starts in the folder where the person stands. */
function load(file: string) {
  try {
    return loadOrganization(resolve(startedIn(), file));
  } catch (error) {
    if (!(error instanceof OrganizationFileError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(MISTAKE);
  }
}

/** npm runs scripts in the folder of their package and puts the folder where it was called into `INIT_CWD`. */
function startedIn(): string {
  const { INIT_CWD, npm_package_json: script } = process.env;
  const byNpm = script !== undefined && resolve(script) === join(process.cwd(), 'package.json');
  return byNpm && INIT_CWD !== undefined ? INIT_CWD : process.cwd();
}

function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535)
    throw new InvalidArgumentError('a port is a number from 0 to 65535.');
  return value;
}

command.parseAsync().catch((error: unknown) => {
  // commander has printed its own message, or the help
  if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : MISTAKE);
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
