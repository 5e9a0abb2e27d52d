import type { GuardDutyDesired } from '../../lambda/controllers/guardduty/desired';
import type { RegionalSettings } from '../../lambda/controllers/policies/desired';

/** The settings of every region; those that several regions have in common are written once, so that the desired state stays small. */
export function settingsOf(desired: readonly GuardDutyDesired[]): RegionalSettings[] {
  const shared = new Map<string, RegionalSettings>();
  for (const { region, autoEnable, plans, overrides } of desired) {
    const key = JSON.stringify([autoEnable, plans, overrides]);
    const found = shared.get(key);
    if (found) found.regions.push(region);
    else shared.set(key, { regions: [region], autoEnable, plans, overrides });
  }
  return [...shared.values()];
}
