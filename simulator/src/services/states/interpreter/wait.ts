import type { StateDefinition } from '../language/definition';
import { type Documents, required } from '../language/paths';
import { runtimeError } from '../language/states-error';
import type { Scope } from './scope';

/** Waits as a Wait state says: for seconds or until a time, given or found in the input. */
export async function wait(state: StateDefinition, documents: Documents, scope: Scope): Promise<void> {
  const seconds = state.SecondsPath ? required(state.SecondsPath, 'SecondsPath', documents) : state.Seconds;
  if (seconds !== undefined) {
    if (typeof seconds !== 'number' || seconds < 0)
      throw runtimeError(`The SecondsPath parameter cannot be parsed as a long value: ${JSON.stringify(seconds)}`);
    return scope.pacing.wait(seconds);
  }
  const until = state.TimestampPath ? required(state.TimestampPath, 'TimestampPath', documents) : state.Timestamp;
  const time = Date.parse(String(until));
  if (Number.isNaN(time))
    throw runtimeError(
      `The Timestamp parameter does not reference a valid ISO-8601 extended offset date-time: ${until}`,
    );
  return scope.pacing.wait(Math.max(0, (time - scope.world.clock.now()) / 1000));
}
