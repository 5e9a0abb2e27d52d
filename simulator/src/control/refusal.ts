import type { z } from 'zod';

/** One mistake in a control request. */
export interface ControlError {
  readonly path: string;
  readonly message: string;
}

/** A refused control request, with all its mistakes. */
export class Refused extends Error {
  override readonly name = 'Refused';

  constructor(readonly errors: readonly ControlError[]) {
    super(errors.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  }
}

/** Parses a body. @throws Refused with all its mistakes */
export function bodyAs<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new Refused(
    result.error.issues.map(({ path, message }) => ({ path: path.map(String).join('.') || 'body', message })),
  );
}

/** A refusal for one reason. */
export function refuse(path: string, message: string): Refused {
  return new Refused([{ path, message }]);
}
