/** What a controller's function may do, as far as the configuration asks for it. */
import {
  assumeMemberRoles,
  exportPermissions,
  migrationPermissions,
  type PermissionSet,
  permissions,
  readListing,
  removalPermissions,
} from '../lambda/aws/permissions/controllers';
import type { Desired } from './host';

/**
 * The permission sets of a controller that has these desired states to reach, one in each region.
 * @param all of the same service
 */
export function controllerPermissions(all: readonly Desired[]): PermissionSet[] {
  const sets = all.flatMap((desired) => [
    ...permissions[desired.service],
    ...('listing' in desired && desired.listing ? [readListing(desired.listing)] : []),
    ...('export' in desired && desired.export ? exportPermissions(desired.export) : []),
    ...removalSets(desired),
    ...migrationSets(desired),
  ]);
  return [...joined(sets), ...memberRoleSets(all)];
}

/** Regions mostly ask for the same: sets that differ in their resources alone are one. A policy has each sid once. */
function joined(sets: readonly PermissionSet[]): PermissionSet[] {
  const alike = new Map<string, PermissionSet>();
  for (const set of sets) {
    const key = JSON.stringify({ ...set, resources: [] });
    const resources = new Set([...(alike.get(key)?.resources ?? []), ...set.resources]);
    alike.set(key, { ...set, resources: [...resources] });
  }
  const times = new Map<string, number>();
  return [...alike.values()].map((set) => {
    const time = (times.get(set.sid) ?? 0) + 1;
    times.set(set.sid, time);
    return time === 1 ? set : { ...set, sid: `${set.sid}${time}` };
  });
}

/** The roles it assumes, named as the configuration names them. */
function memberRoleSets(all: readonly Desired[]): PermissionSet[] {
  const groups = all.flatMap((desired) => (desired.service === 'invitations' ? desired.groups : []));
  const names = [...new Set(groups.map(({ role }) => role.name))].sort();
  return names.length > 0 ? [assumeMemberRoles(names)] : [];
}

/** What the function may take away. */
function removalSets(desired: Desired): PermissionSet[] {
  if (desired.onRemoval === 'retain') return [];
  const destroys =
    'destroyGraph' in desired ? desired.destroyGraph : 'destroyGraphs' in desired && desired.destroyGraphs;
  const suspends = 'suspendMembers' in desired && desired.suspendMembers;
  return removalPermissions[desired.service].filter(
    ({ sid }) => (sid !== 'DestroyGraphs' || destroys) && (sid !== 'SuspendMembers' || suspends),
  );
}

function migrationSets(desired: Desired): PermissionSet[] {
  return desired.service === 'delegation' && desired.migrateFrom ? migrationPermissions(desired.migrateFrom) : [];
}
