import type { GraphMember } from '../../../aws/detective/graph';
import type { OrganizationAccount } from '../../../aws/organizations/organizations';
import { ascending } from '../../../reconcile/plan';
import type { Decision } from './decisions';

/** "Up to 1,200 member accounts per behavior graph", a quota that AWS does not raise (T10). */
export const MEMBERS_PER_GRAPH = 1200;

/** One account with its decision. */
export interface Decided {
  readonly account: OrganizationAccount;
  /** place in the priority, from 0 */
  readonly rank: number;
  readonly decision: Decision;
}

/** The accounts that get and lose a place in the graph. */
export interface Places {
  readonly decided: readonly Decided[];
  /** accounts that cannot use their place and lose it to another account */
  readonly evicted: readonly OrganizationAccount[];
}

/**
 * Gives places to as many accounts as fit, in the order of the priority, and reports the others (T3, T10). No member is removed
 * for another account, unless AWS can never enable it: the last of these lose their places first, and the next observation
 * gives the places away.
 */
export function placesIn(decided: readonly Decided[], members: readonly GraphMember[]): Places {
  const inside = new Set(members.map(({ account }) => account));
  const ranksInside = decided.filter(({ account }) => inside.has(account.id)).map(({ rank }) => rank);
  const free = MEMBERS_PER_GRAPH - members.length;
  const wanted = decided.filter(({ decision }) => decision.kind === 'enrol').length;
  const unusable = decided.filter(({ account, decision }) => decision.kind === 'unusable' && inside.has(account.id));
  const missing = Math.max(0, wanted - Math.max(0, free));
  const evicted = missing === 0 ? [] : unusable.slice(-missing).map(({ account }) => account);
  const holders = holdersIn(members, new Set(unusable.map(({ account }) => account.id)));
  let room = free;
  const placed = decided.map((each): Decided => {
    if (each.decision.kind !== 'enrol') return each;
    room -= 1;
    if (room >= 0) return each;
    return { ...each, decision: graphFull(ranksInside.filter((rank) => rank > each.rank).length, holders) };
  });
  return { decided: placed, evicted };
}

/** The holders of a graph's places as text: `1,160 ENABLED, 40 have not enabled the region`. */
function holdersIn(members: readonly GraphMember[], unusable: ReadonlySet<string>): string {
  const counts = new Map<string, number>();
  for (const { account, status, disabledReason } of members) {
    const reported = disabledReason ? `${status} (${disabledReason})` : status;
    const holder = unusable.has(account) ? 'have not enabled the region' : reported;
    counts.set(holder, (counts.get(holder) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([a, more], [b, less]) => less - more || ascending(a, b));
  return sorted.map(([holder, count]) => `${count} ${holder}`).join(', ');
}

/** @param behind members that come later in the priority */
function graphFull(behind: number, holders: string): Decision {
  const members = `the graph has its ${MEMBERS_PER_GRAPH} members`;
  const held = `its places are held by: ${holders}`;
  return {
    kind: 'except',
    reason: 'MemberLimitReached',
    words: behind > 0 ? `${members}, ${behind} of which come after this account in detective.priority` : members,
    hint:
      behind > 0
        ? `no member is removed from the graph for another account: remove such a member, and the next pass enrols this account; ${held}`
        : `Detective accepts no more in one graph: detective.priority decides which accounts are enrolled first; ${held}`,
  };
}
