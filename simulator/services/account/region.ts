import type { Call } from '../../kernel/service';
import { type RegionFact, regionFacts } from '../../organization/regions';
import { validation } from './errors';

/** A region of the partition. @throws ValidationException */
export function knownRegion(name: string | undefined, call: Call): RegionFact {
  const fact = regionFacts(call.partition).find(({ region }) => region === name);
  if (!fact)
    throw validation('fieldValidationFailed', 'The provided RegionName is invalid.', [
      { name: 'RegionName', message: 'is not a region' },
    ]);
  return fact;
}
