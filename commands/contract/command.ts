import { Option } from 'commander';
import { cliCommand } from '../command';
import type { ContractOptions } from './options';
import { runContract } from './run';

export const contractCommand = cliCommand<ContractOptions>({
  name: 'contract',
  summary:
    'compares AWS with what the simulator assumes about it, and writes each difference to a file with ids masked; it only reads unless --sandbox is given',
  example: 'npm run contract -- --profile management --region us-east-1',
  credentials: 'any account of the organization; most cases need the management account',
  options: () => [
    new Option('--profile <name>', 'a profile of the AWS configuration files'),
    new Option('--region <name>', 'the region of GuardDuty, Detective and EventBridge').default('us-east-1'),
    new Option('--out <file>', 'the report').default('contract-report.json'),
    new Option(
      '--sandbox <organization>',
      'also run the cases that change something, in this organization and no other; they remove what they make',
    ),
    new Option('--yes', 'with --sandbox, do not ask before changes'),
    new Option('--accounts-at-most <number>', 'with --sandbox, refuse a larger organization').default('10'),
    new Option('--although-delegated', 'with --sandbox, run although GuardDuty or Detective has an administrator'),
  ],
  run: (options) => runContract(options),
});
