import type { DisassociateMembersCommandInput, DisassociateMembersCommandOutput } from '@aws-sdk/client-guardduty';
import type { Operation } from '../../../contract/service';
import { refuseUnderAll } from '../all-accounts';
import { eachAccount } from '../answers';
import { RESULTS } from '../errors';
import { setStatus } from '../membership';
import { accountIds, isAssociated, ownDetector } from '../ownership';
import { invitations } from '../state';

/** Ends associations; GuardDuty stays on in the accounts and their records stay with the administrator. */
export const disassociateMembers: Operation<
  DisassociateMembersCommandInput,
  Partial<DisassociateMembersCommandOutput>
> = (input, call) => {
  const detector = ownDetector(call, input.DetectorId);
  const ids = accountIds(input.AccountIds);
  refuseUnderAll(call, detector, ids);
  return eachAccount(ids, (id) => {
    const membership = detector.members?.get(id);
    if (!membership || membership.status === 'Removed') return RESULTS.notAssociated;
    if (isAssociated(membership)) detector.membersLeftAt = call.world.clock.now();
    setStatus(call, membership, 'Removed');
    call.world.state.peek(invitations, id, call.region)?.delete(call.accountId);
    return undefined;
  });
};
