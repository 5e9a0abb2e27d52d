import type { Call } from '../../../contract/service';
import { detectorOf, isAssociated } from '../ownership';
import type { Detector } from '../state';

/** The detectors whose usage an account can see, by account: its own first, then its members'. */
export function billedBy(own: Detector, { world, accountId, region }: Call): ReadonlyMap<string, Detector> {
  const billed = new Map([[accountId, own]]);
  for (const membership of own.members?.values() ?? []) {
    const detector = isAssociated(membership) && detectorOf(world, membership.accountId, region);
    if (detector) billed.set(membership.accountId, detector);
  }
  return billed;
}
