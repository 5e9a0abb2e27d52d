#!/usr/bin/env node
import './quiet-sdk';
import { join } from 'node:path';
import { Command } from 'commander';
import { ConfigError } from '../lib/config';
import { OrganizationFileError } from '../simulator/organization/load';
import { generate } from './generate';
import { type RehearsalOptions, rehearse } from './rehearsal/rehearse';

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
  .command('generate')
  .description('writes the files made from the schemas: the configuration reference and the JSON Schemas')
  .action(() => {
    for (const file of generate()) console.log(file);
  });

program.parseAsync().catch((error: unknown) => {
  const known = error instanceof ConfigError || error instanceof OrganizationFileError;
  console.error(known ? error.message : error);
  process.exitCode = 1;
});
