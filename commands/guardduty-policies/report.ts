import { compiled, desiredBlocks } from '../../lambda/controllers/guardduty/plan/policies/compile';
import {
  differencesOf,
  effectiveBlock,
  type PolicyDifference,
} from '../../lambda/controllers/guardduty/plan/policies/effective';
import type { Rollout } from '../../lib/rollout';
import type { KnownOrganization } from '../known-organization';

/** The root, a unit or an account. */
interface Target {
  readonly id: string;
  /** path of names of a unit, name of an account; the id if AWS was not asked for it */
  readonly name: string;
}

/** The policies that express a configuration, and the settings that they leave to the scheduled passes. */
export interface PoliciesReport {
  readonly policies: readonly {
    readonly name: string;
    readonly targets: readonly Target[];
    readonly content: string;
  }[];
  readonly left: ReturnType<typeof compiled>['left'];
  /** units in which an account that joins gets less than desired until the command runs again */
  readonly incomplete: readonly (Target & { readonly regions: readonly string[] })[];
}

/** An account whose effective policy is not as desired in a region. */
export interface EffectiveDifference {
  readonly account: string;
  readonly name: string;
  readonly region: string;
  readonly differences: readonly PolicyDifference[];
}

/** Compiles a rollout for an organization. */
export function policiesReport({ detections }: Rollout, organization: KnownOrganization): PoliciesReport {
  const { policies, left, incomplete } = compiled(
    detections.map(({ guardDuty }) => guardDuty),
    organization,
  );
  const accounts = new Map(organization.accounts.map(({ id, name }) => [id, name]));
  const target = (id: string): Target => {
    const root = id.startsWith('r-') ? 'the root' : undefined;
    return { id, name: root ?? accounts.get(id) ?? organization.unitNames.get(id) ?? id };
  };
  return {
    policies: policies.map(({ name, targets, content }) => ({ name, targets: targets.map(target), content })),
    left,
    incomplete: [...incomplete].map(([id, regions]) => ({ ...target(id), regions })),
  };
}

/**
 * Compares the effective policy of every active account with the rollout, one account after the other: AWS Organizations
 * accepts few calls a second.
 * @param effective JSON of an account's effective policy
 */
export async function effectiveDifferences(
  { detections }: Rollout,
  organization: KnownOrganization,
  effective: (account: string) => Promise<string | undefined>,
): Promise<EffectiveDifference[]> {
  const wanted = detections.map(({ region, guardDuty }) => ({ region, of: desiredBlocks(guardDuty, organization) }));
  const found: EffectiveDifference[] = [];
  for (const account of organization.accounts.filter(({ state }) => state === 'ACTIVE')) {
    const content = await effective(account.id);
    for (const { region, of } of wanted) {
      const differences = differencesOf(of(account), effectiveBlock(content, region));
      if (differences.length > 0) found.push({ account: account.id, name: account.name, region, differences });
    }
  }
  return found;
}
