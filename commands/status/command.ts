import { Option } from 'commander';
import { cliCommand, jsonOption } from '../command';
import type { StatusOptions } from './options';
import { runStatus } from './run';

export const statusCommand = cliCommand<StatusOptions>({
  name: 'status',
  summary: 'shows the coverage of the organization by service and region, and each exception; it only reads',
  example: 'npm run status -- --config rollout.yaml --profile management',
  credentials: "the management account, from which the administrator's role is assumed",
  options: () => [
    new Option('--config <file>', 'the configuration').default('rollout.yaml'),
    new Option('--profile <name>', 'a profile of the AWS configuration files, of the management account'),
    new Option('--administrator-profile <name>', 'a profile of the delegated administrator'),
    new Option('--administrator-role <name>', "a role to read with in the delegated administrator's account"),
    jsonOption(),
    new Option('--csv', 'print one row for each service and region'),
  ],
  run: (options) => runStatus(options),
});
