import { Option } from 'commander';
import { cliCommand } from '../command';
import { CONCURRENCY, type DeployOptions } from './options';
import { runDeploy } from './run';

export const deployCommand = cliCommand<DeployOptions>({
  name: 'deploy',
  summary:
    'deploys a configuration, several regions at a time; continues if a region fails, and deploys the remaining stacks when it is run again. Other options are passed on to cdk deploy',
  example: 'npm run deploy -- --config rollout.yaml --region eu-central-1 --profile management',
  credentials: 'the management account, or of an account that the CDK bootstrap trusts',
  options: () => [
    new Option('--config <file>', 'the configuration (required: the command writes to AWS)'),
    new Option(
      '--organization <file>',
      'an organization file, to report opt-in regions that are not enabled before anything is deployed',
    ),
    new Option('--region <name>', 'only this region and the stacks that it needs; repeatable').argParser(
      (value: string, before: readonly string[] = []) => [...before, value],
    ),
    new Option('--concurrency <number>', `the number of stacks deployed at a time, 1 to 40 (default: ${CONCURRENCY})`),
    new Option('--profile <name>', 'a profile of the AWS configuration files'),
  ],
  passesOn: true,
  run: (options, rest) => runDeploy(options, rest),
});
