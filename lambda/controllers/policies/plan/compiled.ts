import { rootOf } from '../../../aws/organizations/organizations';
import type { Unlocated } from '../../../overrides/location';
import { accountSettings } from '../../guardduty/plan/accounts';
import { type Compiled, compiled, desiredBlocks } from '../../guardduty/plan/policies/compile';
import type { PoliciesDesired } from '../desired';
import type { PoliciesObserved } from '../observe';
import { type BlockOf, blocksUnder, type Targeted } from './effective';

/** The policies that are desired, and what applies to each account with them. */
export interface Wanted extends Compiled {
  /** the desired block of an account in a region */
  readonly blockOf: BlockOf;
  /** the block that applies now */
  readonly current: BlockOf;
  /** the block that applies after every action; policies of others stay */
  readonly afterwards: BlockOf;
  /** names in the overrides that the organization does not have */
  readonly unlocated: readonly Unlocated[];
  /** policies of others that are attached to something */
  readonly foreign: readonly Targeted[];
}

/** The names of policies that are this controller's own. */
export const OWN = /^muster-guardduty-/;

const known = new WeakMap<PoliciesObserved, { readonly desired: PoliciesDesired; readonly wanted: Wanted }>();

/**
 * Compiles the desired state, once for an observation: the guard asks for each action.
 * @throws RolloutError `Refused` if AWS does not say where an account is
 */
export function wantedOf(desired: PoliciesDesired, observed: PoliciesObserved): Wanted {
  const last = known.get(observed);
  if (last?.desired === desired) return last.wanted;
  const wanted = compiledFor(desired, observed);
  known.set(observed, { desired, wanted });
  return wanted;
}

function compiledFor(desired: PoliciesDesired, observed: PoliciesObserved): Wanted {
  const { root, policies, accounts, units } = observed;
  const regional = desired.settings.flatMap(({ regions, ...rest }) =>
    regions.map((region) => ({ region, administrator: desired.administrator, ...rest })),
  );
  const result = compiled(regional, { accounts, units });
  const blocks = new Map(regional.map((each) => [each.region, desiredBlocks(each, { accounts, units })]));
  const foreign = policies.filter(({ name, targets }) => !OWN.test(name) && targets.length > 0);
  return {
    ...result,
    blockOf: (account, region) => blocks.get(region)?.(account) ?? new Map(),
    current: root.status === 'ENABLED' ? blocksUnder(policies) : () => new Map(),
    afterwards: blocksUnder([...foreign, ...result.policies]),
    unlocated: unlocatedIn(desired, observed),
    foreign,
  };
}

/** The names that are unknown, once for each override, whatever number of regions it is for. */
function unlocatedIn({ settings, administrator }: PoliciesDesired, { accounts, units }: PoliciesObserved): Unlocated[] {
  const all = settings.flatMap(
    ({ regions: [region = ''], ...rest }) =>
      accountSettings({ region, administrator, ...rest }, { accounts, units }).unlocated,
  );
  return [...new Map(all.map((each) => [`${each.match.path} ${each.name}`, each])).values()];
}

/** The governed regions. */
export function regionsIn({ settings }: PoliciesDesired): string[] {
  return settings.flatMap(({ regions }) => regions);
}

/** The place of each target: how many units are above it, more for an account. */
export function depthsIn({ accounts }: Pick<PoliciesObserved, 'accounts'>): (target: string) => number {
  const depths = new Map<string, number>();
  for (const { id, path = [] } of accounts)
    for (const [depth, each] of [...path, id].entries()) depths.set(each, depth);
  const root = rootOf(accounts);
  return (target) => (target === root ? 0 : (depths.get(target) ?? 0));
}
