/** The failure of a state: an error name that Retry and Catch match, and a cause for people. */
export class StatesError extends Error {
  override readonly name = 'StatesError';

  constructor(
    readonly error: string,
    override readonly cause: string,
  ) {
    super(`${error}: ${cause}`);
  }
}

/** The definition does not work with this input. */
export const runtimeError = (cause: string): StatesError => new StatesError('States.Runtime', cause);

/** Whether an entry of ErrorEquals matches an error; States.ALL excludes errors of the machine itself. */
export function catches(wanted: string, { error }: StatesError): boolean {
  if (wanted === error) return true;
  const ofTheMachine = ['States.DataLimitExceeded', 'States.Runtime'].includes(error);
  if (wanted === 'States.ALL') return !ofTheMachine;
  return wanted === 'States.TaskFailed' && !ofTheMachine && error !== 'States.Timeout';
}
