import { Option } from 'commander';
import { cliCommand, configOption, exampleOption, jsonOption } from '../command';
import type { CostOptions } from './options';
import { runCost } from './run';

export const costCommand = cliCommand<CostOptions>({
  name: 'cost',
  summary: 'computes what the stacks of a configuration cost in a month in which nothing happens, from their templates',
  example: 'npm run cost -- --own --config rollout.yaml',
  options: () => [
    configOption(),
    new Option('--own', 'the resources of the stacks; the cost of GuardDuty and Detective is not computed').default(
      true,
    ),
    exampleOption('--prices <file>', 'your price list', 'prices.json'),
    new Option('--templates <folder>', 'templates that were synthesized before, such as cdk.out'),
    jsonOption(),
  ],
  run: (options) => runCost(options),
});
