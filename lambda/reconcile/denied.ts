import { hasCode } from '../aws/refusals';
import type { RolloutError } from './errors';
import { callerOf, type Desired, regionOf } from './event';
import type { Service } from './plan';
import type { Report } from './report';

/**
 * Whether a service control policy keeps the administrator from a region, where the other regions go on (D16). The delegation
 * looks at each of its regions itself.
 */
export function isDenied(desired: Desired, error: unknown): error is RolloutError {
  return desired.service !== 'delegation' && hasCode(error, 'DeniedByPolicy');
}

/** The report of such a region: an exception in AWS's words, and what was written before it met the policy. */
export function deniedReport(
  service: Service,
  desired: Desired,
  { story, hint = '' }: RolloutError,
  applied: readonly string[],
): Report {
  const region = regionOf(desired);
  const where = { account: callerOf(desired), region, service };
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
    drift: [],
    late: [],
  };
}
