import { type Exception, ordered } from '../../../reconcile/plan';
import type { PoliciesDesired } from '../desired';
import type { PoliciesObserved } from '../observe';
import type { Wanted } from './compiled';
import { differs } from './coverage';

/** The policies of others that are in the way: with them an account below their targets does not get what is desired. */
export function foreignPolicies(desired: PoliciesDesired, { accounts }: PoliciesObserved, wanted: Wanted): Exception[] {
  const { managementAccount: account, homeRegion: region } = desired;
  const otherwise = accounts.filter(
    (each) => each.state === 'ACTIVE' && differs(each, desired, wanted, wanted.afterwards),
  );
  return ordered(
    wanted.foreign.flatMap(({ name, targets }): Exception[] => {
      const concerned = otherwise.filter(({ id, path = [] }) => [id, ...path].some((each) => targets.includes(each)));
      if (concerned.length === 0) return [];
      const words = `the GuardDuty policy ${name}, attached to ${targets.join(', ')}, is not muster's, and ${concerned.length} accounts do not get the desired plans`;
      const hint = 'detach it, or set guardDuty.enforcedBy to loop';
      return [
        { account, region, service: 'policies', reason: 'ForeignGuardDutyPolicy', words, hint, scope: 'account' },
      ];
    }),
  );
}
