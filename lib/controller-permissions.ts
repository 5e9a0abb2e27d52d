/** What a controller's function may do, as far as the configuration asks for it. */
import type { PermissionSet } from '../lambda/aws/permissions/permission-set';
import { type Desired, registrationOf } from '../lambda/controllers/registry';

/**
 * The permission sets of a controller that has these desired states to reach, one in each region.
 * @param all of the same service
 */
export function controllerPermissions(all: readonly Desired[]): PermissionSet[] {
  return joined(
    all.flatMap((desired) => {
      const { always, asked } = registrationOf(desired).permissions;
      return [...always, ...asked(desired)];
    }),
  );
}

/** Regions mostly ask for the same: sets that differ in their resources alone are one. A policy has each sid once. */
function joined(sets: readonly PermissionSet[]): PermissionSet[] {
  const alike = new Map<string, PermissionSet>();
  for (const set of sets) {
    const key = JSON.stringify({ ...set, resources: [] });
    alike.set(key, { ...set, resources: together(alike.get(key)?.resources ?? [], set.resources) });
  }
  const times = new Map<string, number>();
  return [...alike.values()].map((set) => {
    const time = (times.get(set.sid) ?? 0) + 1;
    times.set(set.sid, time);
    return time === 1 ? set : { ...set, sid: `${set.sid}${time}` };
  });
}

/** The resources as they are written where all ask for the same; of more, in an order that no region decides. */
function together(known: readonly string[], more: readonly string[]): readonly string[] {
  const all = [...new Set([...known, ...more])];
  return all.length > Math.max(known.length, more.length) ? all.sort() : all;
}
