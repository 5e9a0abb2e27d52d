import { type CliCommand, cliCommand } from '../command';
import { runGenerate } from './run';

/** @param commandsPage creates the page about the command line, which names this command too */
export function generateCommand(commandsPage: () => string): CliCommand {
  return cliCommand<object>({
    name: 'generate',
    summary:
      'writes the files that are generated from the sources: configuration reference, compliance, JSON Schemas, page of the commands',
    example: 'npm run generate',
    options: () => [],
    run: () => runGenerate(commandsPage()),
  });
}
