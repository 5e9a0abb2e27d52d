import { loadConfig } from '../../lib/config';
import {
  bucketStatements,
  exportDesired,
  exportGrant,
  folderStatements,
  keyStatements,
} from '../../lib/rollout/export';
import { EXIT } from '../exit-codes';
import { UsageError } from '../usage-error';
import type { ExportPoliciesOptions } from './options';

/**
 * The statements that the owner of an existing bucket and key adds to their policies, so that GuardDuty may export findings.
 * @returns two policy documents; undefined if the configuration names no existing bucket
 */
export function exportPolicies({ config: file }: ExportPoliciesOptions): { bucket: object; key: object } | undefined {
  const config = loadConfig(file);
  const desired = exportDesired(config);
  const existing = config.findings.export?.existing;
  if (!desired || !existing) return undefined;
  const grant = { ...exportGrant(config, desired), keyArn: existing.keyArn };
  const policy = (Statement: object[]) => ({ Version: '2012-10-17', Statement });
  return {
    bucket: policy([...bucketStatements(grant), ...folderStatements(grant)]),
    key: policy(keyStatements(grant)),
  };
}

/** Prints them. @returns the exit code */
export function runExportPolicies(options: ExportPoliciesOptions, say: (text: string) => void = console.log): number {
  const policies = exportPolicies(options);
  if (!policies)
    throw new UsageError(
      `${options.config} has no findings.export.existing: FindingsHub writes the policies of the bucket and the key that it creates`,
    );
  say(JSON.stringify(policies, undefined, 2));
  return EXIT.ok;
}
