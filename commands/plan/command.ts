import { Option } from 'commander';
import { cliCommand, jsonOption } from '../command';
import type { PlanOptions } from './options';
import { PLAN_EXIT } from './report';
import { runPlan } from './run';

const repeatable = (value: string, before: readonly string[] = []) => [...before, value];

export const planCommand = cliCommand<PlanOptions>({
  name: 'plan',
  summary: 'shows what a deployment would do to the organization, and why; it only reads',
  example: 'npm run plan -- --config rollout.yaml --profile management',
  credentials: 'the management account, from which the administrator’s role is assumed',
  failure: PLAN_EXIT.unread,
  options: () => [
    new Option('--config <file>', 'the configuration').default('rollout.yaml'),
    new Option('--region <name>', 'only this region; repeatable').argParser(repeatable),
    new Option('--account <id>', 'only this account, by id or name; repeatable').argParser(repeatable),
    new Option('--profile <name>', 'a profile of the AWS configuration files, of the management account'),
    new Option('--administrator-profile <name>', 'a profile of the delegated administrator'),
    new Option(
      '--administrator-role <name>',
      "the role to read with in the delegated administrator's account (default: the CDK's lookup role)",
    ),
    jsonOption(),
    new Option('--markdown', 'print Markdown, for a pull request'),
    new Option('--html', 'print one HTML page without external resources'),
    new Option('--redact', 'mask ids, names and addresses of accounts'),
    new Option('--out <file>', 'write the plan to a file, as JSON unless another form is requested'),
    new Option('--print-policy', 'print the IAM policies with the reads that the command needs, and read nothing'),
  ],
  run: (options) => runPlan(options, process.stderr.isTTY ? { hint: console.error } : {}),
});
