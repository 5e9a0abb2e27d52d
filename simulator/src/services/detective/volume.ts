import type { World } from '../../contract/world';
import type { OrganizationFile } from '../../organization/file';
import type { Graph, GraphMember } from './state';

/** Gigabytes a day: "when the data volume is larger than 10 TB per day, no more accounts can be enabled". */
const DAILY_LIMIT = 10_000;

const volumes = new WeakMap<OrganizationFile, ReadonlyMap<string, number>>();

/** Whether a member's data fits into its graph in addition to the contributing members' data. */
export function fits(world: World, graph: Graph, member: GraphMember): boolean {
  const volumeOf = volumesOf(world.file);
  if (volumeOf.size === 0) return true;
  let total = volumeOf.get(graph.administratorId) ?? 0;
  for (const each of graph.members.values())
    if (each.status === 'ENABLED' || each === member) total += volumeOf.get(each.accountId) ?? 0;
  return total <= DAILY_LIMIT;
}

function volumesOf(file: OrganizationFile): ReadonlyMap<string, number> {
  const known = volumes.get(file) ?? measured(file);
  volumes.set(file, known);
  return known;
}

function measured({ accounts, outsideAccounts }: OrganizationFile): ReadonlyMap<string, number> {
  const entries = [...accounts, ...outsideAccounts].map((each): [string, number] => [
    each.id,
    each.detectiveGigabytesPerDay ?? 0,
  ]);
  return new Map(entries.filter(([, volume]) => volume > 0));
}
