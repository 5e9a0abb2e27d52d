import { hasCode } from '../aws/error-predicates';
import type { DesiredState } from './desired';
import type { RolloutError } from './errors';
import type { Registration } from './registration';
import type { Report } from './report';

/** Whether a service control policy denies a controller its region; the other regions continue (D16). */
export function isDenied({ reportsDeniedRegions }: AnyRegistration, error: unknown): error is RolloutError {
  return !reportsDeniedRegions && hasCode(error, 'DeniedByPolicy');
}

type AnyRegistration = Pick<Registration<DesiredState>, 'reportsDeniedRegions'>;

/** The report of such a region: an exception in AWS's words, and the writes before the policy denied one. */
export function deniedReport<D extends DesiredState>(
  { service, caller, region: regionOf }: Registration<D>,
  desired: D,
  { story, hint = '' }: RolloutError,
  applied: readonly string[],
): Report {
  const region = regionOf(desired);
  const where = { account: caller(desired), region, service };
  const denied = {
    ...where,
    reason: 'DeniedByPolicy',
    words: `blocked by SCP: ${story}`,
    hint,
    scope: 'account',
  } as const;
  return {
    service,
    region,
    covered: [],
    expected: 0,
    exceptions: [denied],
    pending: [],
    notes: [],
    applied,
    remaining: [],
    withheld: [],
    unknown: [],
    drift: [],
    late: [],
  };
}
