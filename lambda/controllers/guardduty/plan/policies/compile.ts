import type { OrganizationAccount } from '../../../../aws/organizations/organizations';
import type { Directory } from '../../../../overrides/directory';
import { ascending } from '../../../../reconcile/plan';
import { accountSettings } from '../accounts';
import type { Decisions } from '../settings';
import { attached } from './attachments';
import { type Block, blockOf, type LeftBecause, leftOf } from './block';
import { type GuardDutyPolicy, policiesFor } from './documents';
import { treeOf } from './tree';

/** A plan that the configuration asks for and policies do not set. */
export interface LeftToTheLoop {
  readonly plan: string;
  readonly reason: LeftBecause;
  readonly regions: readonly string[];
  /** number of accounts, in any of the regions */
  readonly accounts: number;
}

/** The policies that express a configuration, and what they do not express. */
export interface Compiled {
  readonly policies: readonly GuardDutyPolicy[];
  readonly left: readonly LeftToTheLoop[];
  /** a unit in which an account that joins gets less than desired until the policies are compiled again → the regions */
  readonly incomplete: ReadonlyMap<string, readonly string[]>;
}

/**
 * Compiles the desired states of GuardDuty to organization policies. Every governed region has its own blocks and `default`
 * is never used: it would reach regions that are not governed, and those that AWS adds.
 * @throws RolloutError `Refused` if AWS does not say where an account is
 */
export function compiled(desired: readonly Decisions[], directory: Pick<Directory, 'accounts' | 'units'>): Compiled {
  const { accounts } = directory;
  const tree = treeOf(accounts);
  const byTarget = new Map<string, Map<string, Block>>();
  const incomplete = new Map<string, string[]>();
  const left = new Map<string, { plan: string; reason: LeftBecause; regions: Set<string>; accounts: Set<string> }>();
  for (const state of [...desired].sort((a, b) => ascending(a.region, b.region))) {
    const { region } = state;
    const { of } = accountSettings(state, directory);
    const here = attached(tree, desiredBlocks(state, directory));
    for (const { target, block } of here.attachments)
      byTarget.set(target, (byTarget.get(target) ?? new Map<string, Block>()).set(region, block));
    for (const unit of here.incomplete) incomplete.set(unit, [...(incomplete.get(unit) ?? []), region]);
    for (const account of accounts)
      for (const [plan, reason] of leftOf(of(account))) {
        const key = `${plan} ${reason}`;
        const found = left.get(key) ?? { plan, reason, regions: new Set(), accounts: new Set() };
        found.regions.add(region);
        found.accounts.add(account.id);
        left.set(key, found);
      }
  }
  return {
    policies: policiesFor(byTarget),
    left: [...left.values()].map((each) => ({ ...each, regions: [...each.regions], accounts: each.accounts.size })),
    incomplete,
  };
}

/** The block that each account is to have in the region of a desired state. */
export function desiredBlocks(
  desired: Decisions,
  directory: Pick<Directory, 'accounts' | 'units'>,
): (account: OrganizationAccount) => Block {
  const { of } = accountSettings(desired, directory);
  return (account) => blockOf(of(account));
}
