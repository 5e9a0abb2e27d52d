/** What a state fails with: an error name that Retry and Catch match, and a cause for people. */
export class StatesError extends Error {
  override readonly name = 'StatesError';

  constructor(
    readonly error: string,
    override readonly cause: string,
  ) {
    super(`${error}: ${cause}`);
  }
}

/** Something in the definition that cannot be done with this input. */
export const runtimeError = (cause: string): StatesError => new StatesError('States.Runtime', cause);
