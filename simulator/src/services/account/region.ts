import { type RegionFact, regionFacts } from '../../organization/regions';
import { validation } from './errors';

/** A region of the partition. @throws ValidationException */
export function knownRegion(name: string | undefined, partition: string): RegionFact {
  const fact = regionFacts(partition).find(({ region }) => region === name);
  if (!fact)
    throw validation('fieldValidationFailed', 'The provided RegionName is invalid.', [
      { name: 'RegionName', message: 'is not a region' },
    ]);
  return fact;
}
