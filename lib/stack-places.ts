import type { Rollout } from './rollout';

/** A stack of a rollout, and where it is. */
export interface StackPlace {
  readonly name: string;
  readonly account: string;
  readonly region: string;
}

/** Every stack that a rollout deploys; without the CDK, for whoever looks for what is deployed. */
export function stackPlaces(rollout: Rollout): StackPlace[] {
  const { administrator, managementAccount, homeRegion, globalRegion, detections } = rollout;
  const home = { account: administrator, region: homeRegion };
  return [
    { name: 'FindingsHub', ...home },
    { name: 'Delegation', account: managementAccount, region: homeRegion },
    ...(globalRegion === homeRegion
      ? []
      : [{ name: 'OrganizationEvents', account: managementAccount, region: globalRegion }]),
    { name: 'OrganizationDirectory', ...home },
    { name: 'DetectionRoles', ...home },
    ...detections.map(({ region }) => ({ name: `Detection-${region}`, account: administrator, region })),
  ];
}
