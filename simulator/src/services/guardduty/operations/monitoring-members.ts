import type {
  StartMonitoringMembersCommandInput,
  StartMonitoringMembersCommandOutput,
  StopMonitoringMembersCommandInput,
  StopMonitoringMembersCommandOutput,
} from '@aws-sdk/client-guardduty';
import type { Call, Operation } from '../../../contract/service';
import { refuseUnderAll } from '../all-accounts';
import { eachAccount } from '../answers';
import { RESULTS } from '../errors';
import { setStatus } from '../membership';
import { managedIn } from '../organization-policies';
import { accountIds, detectorOf, isAssociated, ownDetector } from '../ownership';
import type { Detector, RelationshipStatus } from '../state';

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

/** Reenables members' suspended detectors. */
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
    const { foundational } = managedIn(call.world, id, call.region) ?? {};
    if (foundational && foundational !== (status === 'Enabled' ? 'ENABLED' : 'DISABLED'))
      return RESULTS.managedByPolicy;
    const member = detectorOf(call.world, id, call.region);
    if (member) member.status = status === 'Enabled' ? 'ENABLED' : 'DISABLED';
    setStatus(call, membership, status);
    return undefined;
  });
}
