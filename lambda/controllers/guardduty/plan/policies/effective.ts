import { z } from 'zod';
import { ascending } from '../../../../reconcile/plan';
import type { Block } from './block';

// "@@assign" is not expected in an effective policy, and means the same if it is there
const status = z.union([
  z.enum(['enabled', 'disabled']),
  z.object({ '@@assign': z.enum(['enabled', 'disabled']) }).transform((value) => value['@@assign']),
]);
const feature = z.object({
  status: status.optional(),
  additional_configuration: z.record(z.string(), z.object({ status: status.optional() })).default({}),
});
const policy = z.object({
  guardduty: z.object({ enablement: z.record(z.string(), z.record(z.string(), feature)).default({}) }),
});

/** A setting in which an account's effective policy and the configuration differ. */
export interface PolicyDifference {
  /** a feature, or `feature/additional configuration`, as policies name them */
  readonly setting: string;
  /** absent: no policy manages it */
  readonly wanted?: string;
  readonly effective?: string;
}

/**
 * What an effective policy sets in a region: the region's own block, otherwise `default`.
 * @param content JSON from AWS; undefined if no policy applies
 * @throws ZodError for anything that is not a GuardDuty policy
 */
export function effectiveBlock(content: string | undefined, region: string): Block {
  if (content === undefined) return new Map();
  const { [region]: own, default: everywhere } = policy.parse(JSON.parse(content)).guardduty.enablement;
  const entries = Object.entries(own ?? everywhere ?? {}).flatMap(([name, { status: value, ...more }]) => [
    [name, value] as const,
    ...Object.entries(more.additional_configuration).map(([each, { status }]) => [`${name}/${each}`, status] as const),
  ]);
  return new Map(entries.flatMap(([name, value]) => (value ? [[name, value] as const] : [])));
}

/**
 * The settings in which the effective block is not as desired, sorted by name. Where no policy sets what is to be off, nothing
 * differs: no policy enables it.
 */
export function differencesOf(wanted: Block, effective: Block): PolicyDifference[] {
  const names = [...new Set([...wanted.keys(), ...effective.keys()])].sort(ascending);
  return names.flatMap((setting) => {
    const [want, got] = [wanted.get(setting), effective.get(setting)];
    return want === got || (want === 'disabled' && got === undefined)
      ? []
      : [{ setting, ...(want && { wanted: want }), ...(got && { effective: got }) }];
  });
}
