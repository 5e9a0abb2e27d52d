/** `lib` imports this too: no SDK. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ascending } from './plan';

export const onRemoval = z.enum(['retain', 'disable']);

/** `observe` writes nothing and reports what `enforce` would do. */
export const mode = z.enum(['enforce', 'observe']);

/** Rules of EventBridge that are muster's own and stay as CloudFormation made them; absent where no pass looks after any. */
export const ownRules = z
  .array(
    z.strictObject({
      name: z.string(),
      /** the default bus where absent */
      bus: z.string().optional(),
      /** ARN of its only target; any target where absent */
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
 * What a desired state is recognized by: SHA-256 of its JSON with sorted keys, in hexadecimal. The state machine of the repair
 * need not keep the order in which it was given them.
 */
export function digestOf(desired: unknown): string {
  return createHash('sha256').update(JSON.stringify(desired, sorted)).digest('hex');
}

function sorted(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => ascending(a, b)));
}
