import type { Rollout } from './rollout';

/** A stack of a rollout, with its account and region. */
export interface StackPlace {
  readonly name: string;
  readonly account: string;
  readonly region: string;
}

/** Every stack that a rollout deploys. Commands use it to find deployed stacks without loading the CDK. */
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
