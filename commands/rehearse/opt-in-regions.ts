import type { Rollout } from '../../lib/rollout';

interface Account {
  readonly id: string;
  readonly optedInRegions?: readonly string[];
}

/**
 * Governed opt-in regions that an account which deploys or administers has not enabled, a sentence for each. The CDK assumes
 * its roles with the management account's credentials, and the administrator is designated as that account, in each region.
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
          `the ${name} ${id} has not enabled the opt-in region ${region}: as that account, aws account enable-region --region-name ${region}; or take the region out of regions`,
      );
  });
}
