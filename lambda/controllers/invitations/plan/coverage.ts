import type { Coverage } from '../../../reconcile/controller';
import { type InvitationsDesired, type OutsideMember, outsideMembers } from '../desired';
import type { InvitationsObserved } from '../observe';

/** The listed outside accounts, and those of them that have every desired service; accounts of the organization are not counted here. */
export function coverage(desired: InvitationsDesired, observed: InvitationsObserved): Coverage {
  const outside = outsideMembers(desired).filter(
    ({ id, services }) => services.length > 0 && !observed.organization.has(id),
  );
  return {
    covered: outside.filter((member) => isCovered(member, observed)).map(({ id }) => id),
    expected: outside.length,
  };
}

function isCovered({ id, services }: OutsideMember, { members, graphMembers }: InvitationsObserved): boolean {
  return services.every((service) =>
    service === 'guardduty' ? members?.get(id)?.status === 'Enabled' : graphMembers.get(id)?.status === 'ENABLED',
  );
}
