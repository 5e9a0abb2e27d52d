import { Option } from 'commander';
import { cliCommand, jsonOption } from '../command';
import type { CanaryOptions } from './options';
import { runCanary } from './run';

export const canaryCommand = cliCommand<CanaryOptions>({
  name: 'canary',
  summary: 'makes GuardDuty create a sample finding, follows it, and reports which targets received it',
  example: 'npm run canary -- --config rollout.yaml --region us-east-1',
  credentials: 'the delegated administrator (organization.delegatedAdministrator of the configuration)',
  options: () => [
    new Option('--config <file>', 'the configuration (required: the command writes to AWS)'),
    new Option(
      '--region <name>',
      'where the finding arises; repeatable, or all; by default a region other than home',
    ).argParser((value: string, before: readonly string[] = []) => [...before, value]),
    new Option(
      '--type <finding type>',
      'type of the sample; by default one of severity High that was not created before',
    ),
    new Option('--minutes <number>', 'how long to watch, 1 to 1440; by default as long as GuardDuty may take'),
    jsonOption(),
  ],
  run: (options) => runCanary(options),
});
