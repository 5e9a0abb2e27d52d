import { OrganizationFileError } from '@muster/simulator/organization';
import type { Rollout } from '../lib/rollout';
import { readOrganizationFile } from './input-file';
import { UsageError } from './usage-error';

interface Account {
  readonly id: string;
  readonly optedInRegions?: readonly string[];
}

/**
 * Everything that keeps a rollout from being deployed into the organization of a file, one mistake a line.
 * @param file path of the organization file
 * @returns undefined if nothing does
 * @throws UsageError, or OrganizationFileError with all its mistakes
 */
export function undeployable(desired: Rollout, file: string): string | undefined {
  const missing = notEnabled(desired, readOrganizationFile(file).accounts);
  return missing.length === 0 ? undefined : ['This cannot be deployed:', ...missing].join('\n');
}

/** @throws UsageError with every mistake in the file, or with everything that keeps a rollout from being deployed there */
export function assertDeployable(desired: Rollout, file: string): void {
  try {
    const mistakes = undeployable(desired, file);
    if (mistakes !== undefined) throw new UsageError(mistakes);
  } catch (error) {
    throw error instanceof OrganizationFileError ? new UsageError(error.message, { cause: error }) : error;
  }
}

/**
 * One sentence for each governed opt-in region that the management account or the administrator has not enabled. In each
 * region the CDK assumes its roles with the management account's credentials, and that account designates the administrator.
 */
export function notEnabled(
  { detections, managementAccount, administrator }: Pick<Rollout, 'detections' | 'managementAccount' | 'administrator'>,
  accounts: readonly Account[],
): string[] {
  const roles = [
    { id: managementAccount, name: 'management account' },
    { id: administrator, name: 'delegated administrator' },
  ];
  const optIn = detections.filter((detection) => detection.optIn).map(({ region }) => region);
  return roles.flatMap(({ id, name }) => {
    const enabled = accounts.find((account) => account.id === id)?.optedInRegions ?? [];
    return optIn
      .filter((region) => !enabled.includes(region))
      .map(
        (region) =>
          `the ${name} ${id} has not enabled the opt-in region ${region}: as that account, run aws account enable-region --region-name ${region}, or remove the region from regions`,
      );
  });
}
