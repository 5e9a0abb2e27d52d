import type { Notification } from '../notification';

type Told = Pick<Notification, 'id' | 'severity' | 'type' | 'account' | 'region' | 'resourceType' | 'occurrence'>;

/** What subscriptions filter by: what they let through of a finding, they let through of its investigation. */
export function attributesOf(kind: 'finding' | 'investigation', finding: Told): Record<string, string | number> {
  const { id, severity, type, account, region, resourceType, occurrence } = finding;
  return {
    kind,
    findingId: id,
    severity: severity.value,
    type,
    account: account.id,
    region,
    resourceType,
    occurrence: occurrence.kind,
  };
}
