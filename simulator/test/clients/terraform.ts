import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { present } from './cli';
import { environment } from './client';

/** A configuration of Terraform's, applied to the simulated organization step by step. */
export interface Terraform {
  /** @returns what Terraform printed, and its exit status: of `plan -detailed-exitcode` 2 where there is something to do */
  run(...args: readonly string[]): Promise<{ readonly status: number; readonly printed: string }>;
  end(): void;
}

/** The folder of the provider's binary: Terraform would fetch it from its registry. */
const provider = process.env.TERRAFORM_AWS_PROVIDER;

/** Terraform with its AWS provider, where both are installed: `TERRAFORM_AWS_PROVIDER` names the provider's folder. */
export const terraform: readonly ((endpoint: string, region: string) => Terraform)[] =
  provider !== undefined && present('terraform', '-version')
    ? [(endpoint, region) => workingIn(mkdtempSync(join(tmpdir(), 'terraform-')), provider, endpoint, region)]
    : [];

function workingIn(folder: string, providers: string, endpoint: string, region: string): Terraform {
  copyFileSync(join(__dirname, 'rollout.tf'), join(folder, 'main.tf'));
  const configuration = join(folder, 'terraform.rc');
  writeFileSync(configuration, `provider_installation {\n  dev_overrides { "hashicorp/aws" = "${providers}" }\n}\n`);
  // the providers of the configuration name accounts of their own
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
