import { ascending } from '../../../../reconcile/plan';
import type { Block } from './block';

/** A policy of the type `GUARDDUTY_POLICY`. */
export interface GuardDutyPolicy {
  readonly name: string;
  /** the policy as AWS takes it, JSON without white space */
  readonly content: string;
  /** ids of the root, units and accounts that it is attached to */
  readonly targets: readonly string[];
}

/**
 * Most characters of a policy. AWS's quotas name 10,000 for every other management policy with this syntax (Organizations User
 * Guide, "Quotas"); for GuardDuty policies the value is inferred.
 */
export const MAX_CHARACTERS = 10_000;
/** Most policies of a type on one target: 5 or 10 by type in the same guide; the fewer of both. */
export const MAX_ON_TARGET = 5;
/** Most policies of a type in an organization, in the same guide for every management policy. */
export const MAX_POLICIES = 1000;

/** Region → its block. */
export type Regions = ReadonlyMap<string, Block>;

/**
 * The policies for targets: those with the same blocks share them, and blocks that do not fit into one policy are distributed by
 * region. The names depend on the first target and stay when the content changes.
 */
export function policiesFor(byTarget: ReadonlyMap<string, Regions>): GuardDutyPolicy[] {
  const shared = new Map<string, { parts: string[]; targets: string[] }>();
  for (const [target, regions] of byTarget) {
    const parts = partsOf(regions);
    const key = parts.join('\n');
    const found = shared.get(key) ?? { parts, targets: [] };
    found.targets.push(target);
    shared.set(key, found);
  }
  return [...shared.values()].flatMap(({ parts, targets }) =>
    parts.map((content, at) => ({ name: nameOf(targets, at), content, targets })),
  );
}

function nameOf([first = '']: readonly string[], part: number): string {
  return `muster-guardduty-${first}${part === 0 ? '' : `-${part + 1}`}`;
}

function partsOf(regions: Regions): string[] {
  const parts: Record<string, object>[] = [];
  for (const [region, block] of [...regions].sort(([a], [b]) => ascending(a, b))) {
    const settings = settingsOf(block);
    const last = parts.at(-1);
    if (last && documentOf({ ...last, [region]: settings }).length <= MAX_CHARACTERS) last[region] = settings;
    else parts.push({ [region]: settings });
  }
  return parts.map(documentOf);
}

function documentOf(enablement: Readonly<Record<string, object>>): string {
  return JSON.stringify({ guardduty: { enablement } });
}

/** A block in the syntax of policies. Names are sorted, so a feature comes before its additional configurations. */
function settingsOf(block: Block): Record<string, object> {
  const settings: Record<string, Record<string, object>> = {};
  for (const [name, status] of block) {
    const [feature = '', additional] = name.split('/');
    const value = { status: { '@@assign': status } };
    const { additional_configuration: others, ...rest } = settings[feature] ?? {};
    settings[feature] =
      additional === undefined ? value : { ...rest, additional_configuration: { ...others, [additional]: value } };
  }
  return settings;
}
