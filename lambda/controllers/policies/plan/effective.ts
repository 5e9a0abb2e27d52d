import { z } from 'zod';
import type { OrganizationAccount } from '../../../aws/organizations/organizations';
import type { Block } from '../../guardduty/plan/policies/block';
import { effectiveBlock } from '../../guardduty/plan/policies/effective';

/** A policy with the ids of what it is attached to. */
export interface Targeted {
  readonly name: string;
  readonly content: string;
  readonly targets: readonly string[];
}

/** The block of an account in a region. */
export type BlockOf = (account: OrganizationAccount, region: string) => Block;

interface Settings {
  readonly [name: string]: Settings | string;
}

const settings: z.ZodType<Settings> = z.lazy(() => z.record(z.string(), z.union([z.string(), settings])));

/**
 * What policies set for accounts: every value from the nearest target, region blocks instead of `default`, as AWS's guide to
 * inheritance says. Which of several policies on one target counts for a value is not documented: the last one here.
 */
export function blocksUnder(policies: readonly Targeted[]): BlockOf {
  const byTarget = new Map<string, Settings[]>();
  for (const { content, targets } of policies) {
    const parsed = parsedOf(content);
    if (parsed) for (const target of targets) byTarget.set(target, [...(byTarget.get(target) ?? []), parsed]);
  }
  const known = new Map<string, Block>();
  return ({ id, path = [] }, region) => {
    const own = byTarget.has(id) ? id : '';
    const key = [...path, own, region].join('/');
    const found =
      known.get(key) ??
      blockOf(
        [...path, id].flatMap((target) => byTarget.get(target) ?? []),
        region,
      );
    known.set(key, found);
    return found;
  };
}

function blockOf(levels: readonly Settings[], region: string): Block {
  const merged = levels.reduce(overlaid, {});
  return 'guardduty' in merged ? effectiveBlock(JSON.stringify(merged), region) : new Map();
}

/** Undefined for anything that is not a policy: AWS has no such, so that it cannot apply. */
function parsedOf(content: string): Settings | undefined {
  try {
    return settings.parse(JSON.parse(content));
  } catch {
    return undefined;
  }
}

function overlaid(below: Settings, above: Settings): Settings {
  const entries = Object.entries(above).map(([name, value]) => {
    const inherited = below[name];
    return [name, typeof value === 'string' || typeof inherited !== 'object' ? value : overlaid(inherited, value)];
  });
  return { ...below, ...Object.fromEntries(entries) };
}
