import { ENDED } from '../../../aws/guardduty/detector';
import { ascending, type Exception, type Plan, planOf } from '../../../reconcile/plan';
import type { InvitationsAction } from '../action';
import { type InvitationsDesired, type MemberService, outsideMembers } from '../desired';
import type { InvitationsObserved } from '../observe';

const ASSOCIATED: ReadonlySet<string> = new Set(['Enabled', 'Disabled']);

interface Departing {
  readonly id: string;
  readonly status: string;
}

/**
 * Plans invited members that are not listed, or not for this service. They are reported and released; the guards let the
 * release pass only with `onRemoval: disable`. GuardDuty stays on in the accounts in any case.
 */
export function planDepartures(desired: InvitationsDesired, observed: InvitationsObserved): Plan<InvitationsAction> {
  const { region } = desired;
  const { graph } = observed;
  const fromGuardDuty = departing(desired, observed, 'guardduty', observed.members ?? new Map());
  const fromDetective = departing(desired, observed, 'detective', observed.graphMembers);
  const associated = fromGuardDuty.filter(({ status }) => ASSOCIATED.has(status));
  const loose = fromGuardDuty.filter(({ status }) => !ASSOCIATED.has(status));
  const about = { of: 'guardduty', region } as const;
  return planOf<InvitationsAction>({
    actions: [
      ...(associated.length > 0
        ? [{ type: 'DisassociateMembers', ...about, accounts: associated.map(byId) } as const]
        : []),
      ...(loose.length > 0 ? [{ type: 'DeleteMembers', ...about, accounts: loose.map(byId) } as const] : []),
      ...(fromDetective.length > 0 && graph !== undefined
        ? [{ type: 'DeleteMembers', of: 'detective', region, graph, accounts: fromDetective.map(byId) } as const]
        : []),
    ],
    blocked:
      desired.onRemoval === 'disable'
        ? []
        : [...exceptionsOf(desired, 'guardduty', fromGuardDuty), ...exceptionsOf(desired, 'detective', fromDetective)],
  });
}

function departing(
  desired: InvitationsDesired,
  { organization }: InvitationsObserved,
  service: MemberService,
  records: ReadonlyMap<string, { readonly status: string }>,
): Departing[] {
  const listed = outsideMembers(desired).filter(({ services }) => services.includes(service));
  const staying = new Set([...listed.map(({ id }) => id), ...desired.unmanaged]);
  return [...records]
    .filter(([id]) => !organization.has(id) && !staying.has(id))
    .map(([id, { status }]) => ({ id, status }))
    .sort((a, b) => ascending(a.id, b.id));
}

function exceptionsOf(
  { region }: InvitationsDesired,
  service: MemberService,
  departures: readonly Departing[],
): Exception[] {
  const name = service === 'guardduty' ? 'GuardDuty' : 'Detective';
  return departures
    .filter(({ status }) => !ENDED.has(status))
    .map(({ id, status }) => ({
      account: id,
      region,
      service,
      reason: 'NotConfigured',
      words: `${name} says ${status}, and outsideMembers does not list the account for it`,
      hint: 'it stays a member. To release it, set onRemoval: disable, which leaves its detection on; to stop this report, add it to outsideMembers.unmanaged',
      scope: 'account',
    }));
}

function byId({ id }: Departing): { readonly id: string } {
  return { id };
}
