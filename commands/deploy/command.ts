import { Option } from 'commander';
import { cliCommand } from '../command';
import { CONCURRENCY, type DeployOptions } from './options';
import { runDeploy } from './run';

export const deployCommand = cliCommand<DeployOptions>({
  name: 'deploy',
  summary:
    'deploys a configuration, region by region side by side; goes on where a region fails, and continues when it is run again. Other options are passed on to cdk deploy',
  example: 'npm run deploy -- --config rollout.yaml --region eu-central-1 --profile management',
  credentials: 'the management account, or of an account that the CDK bootstrap trusts',
  options: () => [
    new Option('--config <file>', 'the configuration (required: the command writes to AWS)'),
    new Option('--organization <file>', 'an organization file: opt-in regions that are not enabled are found at once'),
    new Option('--region <name>', 'only this region and all that it needs; repeatable').argParser(
      (value: string, before: readonly string[] = []) => [...before, value],
    ),
    new Option('--concurrency <number>', `how many stacks side by side, 1 to 40 (default: ${CONCURRENCY})`),
    new Option('--profile <name>', 'a profile of the AWS configuration files'),
  ],
  passesOn: true,
  run: (options, rest) => runDeploy(options, rest),
});
