import type { z } from 'zod';

/** One thing that is wrong with a control request. */
export interface ControlError {
  readonly path: string;
  readonly message: string;
}

/** A control request that cannot be done, with everything that is wrong with it. */
export class Refused extends Error {
  override readonly name = 'Refused';

  constructor(readonly errors: readonly ControlError[]) {
    super(errors.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  }
}

/** The body in its shape. @throws Refused with all that is wrong with it */
export function bodyAs<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new Refused(
    result.error.issues.map(({ path, message }) => ({ path: path.map(String).join('.') || 'body', message })),
  );
}

/** Refuses for one reason. */
export function refuse(path: string, message: string): Refused {
  return new Refused([{ path, message }]);
}
