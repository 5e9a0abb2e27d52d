#!/usr/bin/env node
import '../commands/sdk-warning';
import { join } from 'node:path';
import { OrganizationFileError } from '@muster/simulator';
import { Command } from 'commander';
import type { CanaryOptions } from '../commands/canary/options';
import { runCanary } from '../commands/canary/run';
import type { ExplainOptions } from '../commands/explain/options';
import { runExplain } from '../commands/explain/run';
import type { ExportPoliciesOptions } from '../commands/export-policies/options';
import { printExportPolicies } from '../commands/export-policies/run';
import { generate } from '../commands/generate/run';
import type { MemberAccessOptions } from '../commands/member-access/options';
import { writeMemberAccess } from '../commands/member-access/run';
import type { RedriveOptions } from '../commands/redrive/options';
import { runRedrive } from '../commands/redrive/run';
import type { RehearsalOptions } from '../commands/rehearse/options';
import { rehearse } from '../commands/rehearse/run';
import type { RouteOptions } from '../commands/route/options';
import { runRoute } from '../commands/route/run';
import { RolloutError } from '../lambda/reconcile/errors';
import { ConfigError } from '../lib/config';

const ROOT = join(__dirname, '..');

const program = new Command('muster').description(
  'GuardDuty and Detective on in every account and every region of an AWS organization',
);

program
  .command('rehearse')
  .description('deploys a configuration into a simulated organization and shows what is true there')
  .option('--config <file>', 'the configuration', join(ROOT, 'examples', 'rollout.yaml'))
  .option('--organization <file>', 'the simulated organization', join(ROOT, 'examples', 'organization.yaml'))
  .option('--report <file>', 'write what was observed, as JSON')
  .option('--keep', 'leave the organization running and tell how to reach it')
  .action(async (options: RehearsalOptions) => {
    process.exitCode = await rehearse(options);
  });

program
  .command('explain')
  .description('shows what applies to an account in a region, and which line of the configuration decided it')
  .requiredOption('--account <id>', 'id or name of the account')
  .requiredOption('--region <name>', 'a governed region')
  .option('--config <file>', 'the configuration', join('examples', 'rollout.yaml'))
  .option('--organization <file>', 'a simulated organization; without it, the one the environment reaches is asked')
  .option('--json', 'as JSON')
  .action(async (options: ExplainOptions) => {
    process.exitCode = await runExplain(options);
  });

program
  .command('member-access')
  .description('writes the template and the page that the owner of an account outside the organization is handed')
  .requiredOption('--account <id>', 'the outside account, as outsideMembers lists it')
  .option('--config <file>', 'the configuration', join(ROOT, 'examples', 'rollout.yaml'))
  .option('--out <folder>', 'where to write', '.')
  .action((options: MemberAccessOptions) => {
    for (const file of writeMemberAccess(options)) console.log(file);
  });

program
  .command('export-policies')
  .description('prints what the policies of an existing bucket and key have to say for findings to be exported there')
  .option('--config <file>', 'the configuration', join('examples', 'rollout.yaml'))
  .action((options: ExportPoliciesOptions) => {
    process.exitCode = printExportPolicies(options);
  });

program
  .command('route')
  .description('shows which routes a finding takes and what each target receives, without asking AWS')
  .requiredOption('--finding <file>', 'a finding, or an event with one, as JSON')
  .option('--config <file>', 'the configuration', join('examples', 'rollout.yaml'))
  .option(
    '--account <file>',
    'what Organizations says of its account, as JSON: { name, email, ous: [{ id, name }], tags }',
  )
  .option('--occurrence <kind>', 'new, escalated or repeated', 'new')
  .option('--json', 'as JSON')
  .action((options: RouteOptions) => {
    process.exitCode = runRoute(options);
  });

program
  .command('redrive')
  .description('shows what could not be delivered and is parked in dead-letter queues, or sends it again')
  .option('--config <file>', 'the configuration', join('examples', 'rollout.yaml'))
  .option('--send', 'send it again, each to where alone it did not come')
  .option('--json', 'as JSON')
  .action(async (options: RedriveOptions) => {
    process.exitCode = await runRedrive(options);
  });

program
  .command('canary')
  .description('has GuardDuty make a sample finding and reports what was observed of its way to each target')
  .option('--config <file>', 'the configuration', join('examples', 'rollout.yaml'))
  .option('--region <name>', 'where it arises, repeatable, or all; a region away from home by default', several)
  .option('--type <finding type>', 'of the sample; by default one of severity High that was not made before')
  .option('--minutes <number>', 'how long to watch; by default as long as GuardDuty may take')
  .option('--json', 'as JSON')
  .action(async (options: CanaryOptions) => {
    process.exitCode = await runCanary(options);
  });

program
  .command('generate')
  .description('writes the files made from the schemas: the configuration reference and the JSON Schemas')
  .action(() => {
    for (const file of generate()) console.log(file);
  });

function several(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

program.parseAsync().catch((error: unknown) => {
  const expected = [ConfigError, OrganizationFileError, RolloutError];
  const known = expected.some((kind) => error instanceof kind) && error instanceof Error;
  console.error(known ? error.message : error);
  process.exitCode = 1;
});
