/** `lib` imports this too: no SDK. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ascending } from './plan';

export const onRemoval = z.enum(['retain', 'disable']);

/** `observe` writes nothing and reports what `enforce` would do. */
export const mode = z.enum(['enforce', 'observe']);

/** muster's own rules of EventBridge, which a scheduled pass compares with their templates; absent if it checks none. */
export const ownRules = z
  .array(
    z.strictObject({
      name: z.string(),
      /** the default bus if absent */
      bus: z.string().optional(),
      /** ARN of its only target; any target if absent */
      target: z.string().optional(),
    }),
  )
  .optional();

export type OwnRules = NonNullable<z.infer<typeof ownRules>>;

/** How many accounts one plan may leave with less protection than they have. */
export const guard = z.strictObject({
  /** of the accounts that are protected */
  maxRemovedShare: z.number().min(0).max(1),
  /** always allowed, but never more than half of them */
  minimum: z.int().min(0),
});

export type GuardSettings = z.infer<typeof guard>;

/** The limits of a controller: part of every desired state. */
export const passSettings = {
  mode,
  guard,
  /** whether single accounts that could not be covered fail a deployment */
  strict: z.boolean(),
  onRemoval,
};

/** The part of every desired state that the loop reads; only the controller reads the rest. */
export type DesiredState = Readonly<z.infer<z.ZodObject<typeof passSettings>>> & {
  /** name of the controller */
  readonly service: string;
  readonly ownRules?: OwnRules | undefined;
};

/**
 * The digest of a desired state: SHA-256 of its JSON with sorted keys, in hexadecimal. Keys are sorted because the state machine of
 * the repair need not keep their order.
 */
export function digestOf(desired: unknown): string {
  return createHash('sha256').update(JSON.stringify(desired, sorted)).digest('hex');
}

function sorted(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => ascending(a, b)));
}
