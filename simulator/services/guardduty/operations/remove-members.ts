import type {
  DeleteMembersCommandInput,
  DeleteMembersCommandOutput,
  DisassociateMembersCommandInput,
  DisassociateMembersCommandOutput,
  StartMonitoringMembersCommandInput,
  StartMonitoringMembersCommandOutput,
  StopMonitoringMembersCommandInput,
  StopMonitoringMembersCommandOutput,
} from '@aws-sdk/client-guardduty';
import type { Call, Operation } from '../../../kernel/service';
import { eachAccount } from '../answers';
import { outOfRange, RESULTS } from '../errors';
import { forget, setStatus } from '../membership';
import { accountIds, detectorOf, isAssociated, ownDetector } from '../ownership';
import { type Detector, invitations, type RelationshipStatus } from '../state';

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
    if (isAssociated(membership)) detector.membersLeftAt = call.simulation.clock.now();
    setStatus(call, membership, 'Removed');
    call.simulation.state.peek(invitations, id, call.region)?.delete(call.accountId);
    return undefined;
  });
};

/** Deletes the records of accounts that are not associated. */
export const deleteMembers: Operation<DeleteMembersCommandInput, Partial<DeleteMembersCommandOutput>> = (
  input,
  call,
) => {
  const detector = ownDetector(call, input.DetectorId);
  const ids = accountIds(input.AccountIds);
  refuseUnderAll(call, detector, ids);
  return eachAccount(ids, (id) => {
    const membership = detector.members?.get(id);
    if (!membership) return RESULTS.notAssociated;
    if (isAssociated(membership)) return RESULTS.stillAssociated;
    forget(call, membership);
    return undefined;
  });
};

/** Suspends members' detectors. */
export const stopMonitoringMembers: Operation<
  StopMonitoringMembersCommandInput,
  Partial<StopMonitoringMembersCommandOutput>
> = (input, call) => {
  const detector = ownDetector(call, input.DetectorId);
  const ids = accountIds(input.AccountIds);
  refuseUnderAll(call, detector, ids);
  return monitor(call, detector, ids, 'Disabled');
};

/** Switches members' suspended detectors on again. */
export const startMonitoringMembers: Operation<
  StartMonitoringMembersCommandInput,
  Partial<StartMonitoringMembersCommandOutput>
> = (input, call) => monitor(call, ownDetector(call, input.DetectorId), accountIds(input.AccountIds), 'Enabled');

function monitor(
  call: Call,
  detector: Detector,
  ids: readonly string[],
  status: Extract<RelationshipStatus, 'Enabled' | 'Disabled'>,
) {
  return eachAccount(ids, (id) => {
    const membership = detector.members?.get(id);
    if (!isAssociated(membership)) return RESULTS.notAssociated;
    const member = detectorOf(call.simulation, id, call.region);
    if (member) member.status = status === 'Enabled' ? 'ENABLED' : 'DISABLED';
    setStatus(call, membership, status);
    return undefined;
  });
}

/**
 * "With autoEnableOrganizationMembers set to ALL, you'll receive an error if you attempt to disassociate a member account
 * before removing them from your organization"; the same for deleting and for stopping.
 */
function refuseUnderAll({ simulation }: Call, detector: Detector, ids: readonly string[]): void {
  if (detector.organization?.autoEnable === 'ALL' && ids.some((id) => simulation.organization.has(id)))
    throw outOfRange();
}
