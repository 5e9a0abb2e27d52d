import { Option } from 'commander';
import { cliCommand } from '../command';
import type { BootstrapOptions } from './options';
import { runBootstrap } from './run';

export const bootstrapCommand = cliCommand<BootstrapOptions>({
  name: 'bootstrap',
  summary: "prints the CDK's bootstrap commands for every account and region of a configuration; it runs none",
  example: 'npm run -s bootstrap -- --config rollout.yaml',
  options: () => [new Option('--config <file>', 'the configuration').default('rollout.yaml')],
  run: (options) => runBootstrap(options),
});
