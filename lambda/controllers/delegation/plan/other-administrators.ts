import { ascending, type Exception } from '../../../reconcile/plan';
import type { DelegationDesired } from '../desired';
import { DETECTIVE, type DelegationObserved, GUARDDUTY } from '../observe';

interface Found {
  readonly service: string;
  readonly account: string;
  readonly region: string;
}

const NAMES: Readonly<Record<string, string>> = { [GUARDDUTY]: 'GuardDuty', [DETECTIVE]: 'Detective' };

/**
 * Accounts that administer either service in our administrator's place, in Organizations or in a region (D2, D11). Nothing
 * is taken over: taking Detective over would delete that account's graph in every region (D14, D15).
 */
export function otherAdministrators(desired: DelegationDesired, observed: DelegationObserved): Exception[] {
  const { administrator, homeRegion } = desired;
  const registered = Object.entries(observed.registered).flatMap(([service, accounts]) =>
    accounts.map((account): Found => ({ service, account, region: homeRegion })),
  );
  const others = [...registered, ...observed.regions.flatMap(inRegion)].filter(
    (found) => found.account !== administrator && !isMigratedFrom(desired, found),
  );
  const byKey = new Map(others.map((each) => [`${each.region}/${each.service}/${each.account}`, each]));
  return [...byKey].sort(([a], [b]) => ascending(a, b)).map(([, found]) => blocked(desired, found));
}

/** The configuration names it; for Detective it also has to say that its graphs may go (D14). */
function isMigratedFrom({ migrateFrom, destroyGraphs }: DelegationDesired, { service, account }: Found): boolean {
  return account === migrateFrom?.account && (service === GUARDDUTY || destroyGraphs);
}

function inRegion({ region, guardDuty, detective }: DelegationObserved['regions'][number]): Found[] {
  const found: Found[] = [];
  // one that is being removed is waited for, not fought
  if ('administrator' in guardDuty && guardDuty.administrator?.status === 'ENABLED')
    found.push({ service: GUARDDUTY, account: guardDuty.administrator.account, region });
  if (detective && 'administrator' in detective && detective.administrator !== undefined)
    found.push({ service: DETECTIVE, account: detective.administrator, region });
  return found;
}

function blocked({ administrator, migrateFrom }: DelegationDesired, { service, account, region }: Found): Exception {
  const name = NAMES[service] ?? service;
  const hint =
    account === migrateFrom?.account
      ? `its graphs would go: set detective.destroyGraphs: true to migrate ${name} too, or detective.enabled: false`
      : `name ${account} in the configuration, or remove it as administrator first: nothing was changed`;
  return {
    account,
    region,
    service: 'delegation',
    reason: 'AnotherAdministrator',
    words: `delegating ${name} to administrator (${administrator}) in ${region}: account ${account} is its delegated administrator already`,
    hint,
    scope: 'rollout',
  };
}
