import { ascending, type Exception } from '../../../reconcile/plan';
import { ADMINISTRATIONS, type Administration, revocable } from '../administrations';
import type { DelegationDesired } from '../desired';
import { type DelegationObserved, isUnreachable } from '../observe';

interface Found {
  readonly administration: Administration;
  readonly account: string;
  readonly region: string;
}

/**
 * Other accounts that administer either service, in Organizations or in a region (D2, D11). They are reported and not
 * replaced: to replace Detective's administrator would delete that account's graph in every region (D14, D15).
 */
export function otherAdministrators(desired: DelegationDesired, observed: DelegationObserved): Exception[] {
  const { administrator, homeRegion } = desired;
  const registered = ADMINISTRATIONS.flatMap((administration) =>
    (observed.registered[administration.principal] ?? []).map(
      (account): Found => ({ administration, account, region: homeRegion }),
    ),
  );
  const others = [...registered, ...observed.regions.flatMap(inRegion)].filter(
    (found) => found.account !== administrator && !isMigratedFrom(desired, found),
  );
  const byKey = new Map(
    others.map((each) => [`${each.region}/${each.administration.principal}/${each.account}`, each]),
  );
  return [...byKey].sort(([a], [b]) => ascending(a, b)).map(([, found]) => blocked(desired, found));
}

/** Whether `migrateFrom` names the account and, if its graphs would be deleted, `destroyGraphs` is set (D14). */
function isMigratedFrom(desired: DelegationDesired, { administration, account }: Found): boolean {
  return account === desired.migrateFrom?.account && revocable(desired).includes(administration);
}

function inRegion({ region, administrations }: DelegationObserved['regions'][number]): Found[] {
  return ADMINISTRATIONS.flatMap((administration): Found[] => {
    const seen = administrations[administration.of];
    if (!seen || isUnreachable(seen) || !seen.administrator) return [];
    // an administrator that is being removed is pending, not a conflict
    const { account, status } = seen.administrator;
    return status === 'ENABLED' ? [{ administration, account, region }] : [];
  });
}

function blocked(
  { administrator, migrateFrom }: DelegationDesired,
  { administration, account, region }: Found,
): Exception {
  const { name } = administration;
  const hint =
    account === migrateFrom?.account
      ? `its graphs would be deleted: set detective.destroyGraphs: true to migrate ${name} too, or detective.enabled: false`
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
