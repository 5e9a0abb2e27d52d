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

/** Whether an entry of ErrorEquals means an error; States.ALL leaves out what is wrong with the machine itself. */
export function catches(wanted: string, { error }: StatesError): boolean {
  if (wanted === error) return true;
  const ofTheMachine = ['States.DataLimitExceeded', 'States.Runtime'].includes(error);
  if (wanted === 'States.ALL') return !ofTheMachine;
  return wanted === 'States.TaskFailed' && !ofTheMachine && error !== 'States.Timeout';
}
