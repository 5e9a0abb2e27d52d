import { Option } from 'commander';
import { cliCommand, configOption, jsonOption } from '../command';
import type { ExplainOptions } from './options';
import { runExplain } from './run';

export const explainCommand = cliCommand<ExplainOptions>({
  name: 'explain',
  summary: 'shows the settings of an account in a region, and the line of the configuration that decides each',
  example: 'npm run explain -- --account payments-api --region eu-west-1 --organization examples/organization.yaml',
  credentials: 'the delegated administrator or the management account, unless --organization is given',
  options: () => [
    new Option('--account <id>', 'id or name of the account').makeOptionMandatory(),
    new Option('--region <name>', 'a governed region').makeOptionMandatory(),
    configOption(),
    new Option('--organization <file>', 'a simulated organization; by default the command reads AWS Organizations'),
    jsonOption(),
  ],
  run: (options) => runExplain(options),
});
