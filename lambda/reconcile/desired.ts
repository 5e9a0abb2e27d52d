/** `lib` imports this too: nothing but zod here, no SDK. */
import { z } from 'zod';

export const onRemoval = z.enum(['retain', 'disable']);

/** `observe` writes nothing and reports what `enforce` would do. */
export const mode = z.enum(['enforce', 'observe']);

/** How many accounts one plan may leave with less protection than they have. */
export const guard = z.strictObject({
  /** of the accounts that are protected */
  maxRemovedShare: z.number().min(0).max(1),
  /** always allowed, however few accounts there are */
  minimum: z.int().min(0),
});

export type GuardSettings = z.infer<typeof guard>;

/** The limits of a controller: part of every desired state. */
export const conduct = {
  mode,
  guard,
  /** whether single accounts that could not be covered fail a deployment */
  strict: z.boolean(),
  onRemoval,
};

/** The part of every desired state that the loop reads; only the controller reads the rest. */
export type DesiredState = Readonly<z.infer<z.ZodObject<typeof conduct>>> & {
  /** name of the controller */
  readonly service: string;
};
