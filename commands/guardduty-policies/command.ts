import { Option } from 'commander';
import { cliCommand, configOption, jsonOption } from '../command';
import type { GuardDutyPoliciesOptions } from './options';
import { runGuardDutyPolicies } from './run';

export const guardDutyPoliciesCommand = cliCommand<GuardDutyPoliciesOptions>({
  name: 'guardduty-policies',
  summary: 'compiles the configuration to GuardDuty policies of AWS Organizations, or checks those that apply',
  example: 'npm run guardduty-policies -- --organization examples/organization.yaml --out policies',
  credentials: 'the delegated administrator or the management account, unless --organization is given without --check',
  options: () => [
    configOption(),
    new Option('--organization <file>', 'a simulated organization; by default the command reads AWS Organizations'),
    new Option('--out <folder>', 'write each policy to a file, for aws organizations create-policy'),
    new Option('--check', 'compare the effective policy of each account in AWS with the configuration'),
    jsonOption(),
  ],
  run: (options) => runGuardDutyPolicies(options),
});
