import { type Plan, planOf } from '../../../reconcile/plan';
import type { DelegationAction } from '../action';
import type { DelegationDesired } from '../desired';
import type { DelegationObserved } from '../observe';

/**
 * N5: without a trail EventBridge gets no calls to Organizations. Accounts that join, depart, are created or closed are service
 * events, which need none; so the exception is of one account, and the schedule covers the rest.
 */
export function planTrail(
  { managementAccount: account, eventsRegion: region }: DelegationDesired,
  { trail }: DelegationObserved,
): Plan<DelegationAction> {
  if (trail === undefined || region === undefined) return planOf<DelegationAction>({});
  if ('unknown' in trail)
    return planOf<DelegationAction>({
      notes: [`whether a trail logs calls to Organizations is not known: ${trail.unknown}`],
    });
  if (trail.logs) return planOf<DelegationAction>({});
  const missing = {
    account,
    region,
    service: 'delegation',
    reason: 'TrailMissing',
    words: `no trail logs management events of account ${account} in ${region}: EventBridge gets no calls to Organizations`,
    hint: 'create a multi-region trail in that account and start it; until then only the schedule notices that an account was moved to another organizational unit',
    scope: 'account',
  } as const;
  return planOf<DelegationAction>({ blocked: [missing] });
}
