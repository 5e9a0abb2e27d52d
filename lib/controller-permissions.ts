/** The permissions of the controllers' functions: only those that the configuration needs. */
import type { PermissionSet } from '../lambda/aws/permissions/permission-set';
import { type Desired, registrationOf } from '../lambda/controllers/registry';

/**
 * The permission sets of the controller that reaches these desired states, one for each region.
 * @param all desired states of the same service
 */
export function controllerPermissions(all: readonly Desired[]): PermissionSet[] {
  return joined(
    all.flatMap((desired) => {
      const { always, optional } = registrationOf(desired).permissions;
      return [...always, ...optional(desired)];
    }),
  );
}

/** Joins sets that differ only in their resources, since regions mostly need the same, and makes the sids unique. */
function joined(sets: readonly PermissionSet[]): PermissionSet[] {
  const merged = new Map<string, PermissionSet>();
  for (const set of sets) {
    const key = JSON.stringify({ ...set, resources: [] });
    merged.set(key, { ...set, resources: together(merged.get(key)?.resources ?? [], set.resources) });
  }
  const times = new Map<string, number>();
  return [...merged.values()].map((set) => {
    const time = (times.get(set.sid) ?? 0) + 1;
    times.set(set.sid, time);
    return time === 1 ? set : { ...set, sid: `${set.sid}${time}` };
  });
}

/** The union of the resources: in their given order if one list contains the other, otherwise sorted. */
function together(known: readonly string[], more: readonly string[]): readonly string[] {
  const all = [...new Set([...known, ...more])];
  return all.length > Math.max(known.length, more.length) ? all.sort() : all;
}
