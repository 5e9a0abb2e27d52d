import type { Notification } from '../notification';

type FilteredFacts = Pick<
  Notification,
  'id' | 'severity' | 'type' | 'account' | 'region' | 'resourceType' | 'occurrence'
>;

/** The attributes that subscriptions filter by: a subscription that receives a finding also receives its investigation. */
export function attributesOf(
  kind: 'finding' | 'investigation',
  finding: FilteredFacts,
): Record<string, string | number> {
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
