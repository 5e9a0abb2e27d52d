import { Option } from 'commander';
import { cliCommand } from '../command';
import type { InitOptions } from './options';
import { runInit } from './run';

export const initCommand = cliCommand<InitOptions>({
  name: 'init',
  summary:
    'writes a commented configuration from the answers to five questions; looks into the organization if there are credentials, changes nothing there and overwrites no file',
  example: 'npm run init -- --administrator 222222222222 --home-region eu-west-1 --regions all',
  options: () => [
    new Option('--out <file>', 'the file to write').default('rollout.yaml'),
    new Option('--management-account <id>', 'the account that owns the organization'),
    new Option('--administrator <id>', 'the account that will run GuardDuty and Detective'),
    new Option('--home-region <name>', 'the region where findings arrive'),
    new Option('--regions <names>', 'all, default (regions that need no opt-in), or names separated by commas'),
    new Option('--email <address>', 'receives severe findings; empty for none'),
    new Option('--profile <name>', 'a profile of the AWS configuration files'),
    new Option('--offline', 'do not look into the organization'),
  ],
  run: (options) => runInit(options),
});
