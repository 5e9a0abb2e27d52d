import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { present } from './cli';
import { environment } from './client';

/** A Terraform configuration, applied to the simulated organization step by step. */
export interface Terraform {
  /** @returns Terraform's output and exit status; `plan -detailed-exitcode` exits with 2 if there are changes */
  run(...args: readonly string[]): Promise<{ readonly status: number; readonly printed: string }>;
  end(): void;
}

/** The folder of the provider's binary, which Terraform would otherwise fetch from its registry. */
const provider = process.env.TERRAFORM_AWS_PROVIDER;

/** Terraform with its AWS provider, if both are installed: `TERRAFORM_AWS_PROVIDER` names the provider's folder. */
export const terraform: readonly ((endpoint: string, region: string) => Terraform)[] =
  provider !== undefined && present('terraform', '-version')
    ? [(endpoint, region) => workingIn(mkdtempSync(join(tmpdir(), 'terraform-')), provider, endpoint, region)]
    : [];

function workingIn(folder: string, providers: string, endpoint: string, region: string): Terraform {
  copyFileSync(join(__dirname, 'rollout.tf'), join(folder, 'main.tf'));
  const configuration = join(folder, 'terraform.rc');
  writeFileSync(configuration, `provider_installation {\n  dev_overrides { "hashicorp/aws" = "${providers}" }\n}\n`);
  // the providers in the configuration name their own accounts
  const env = { ...environment(endpoint, '', region), AWS_REGION: region, TF_CLI_CONFIG_FILE: configuration };
  return {
    run: (command = '', ...args) =>
      new Promise((resolve) => {
        execFile(
          'terraform',
          [command, '-no-color', '-input=false', ...args],
          { cwd: folder, env },
          (error, stdout, stderr) => {
            resolve({ status: typeof error?.code === 'number' ? error.code : 0, printed: stdout + stderr });
          },
        );
      }),
    end: () => rmSync(folder, { recursive: true }),
  };
}
