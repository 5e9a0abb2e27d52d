import type { DeleteMembersCommandInput, DeleteMembersCommandOutput } from '@aws-sdk/client-guardduty';
import type { Operation } from '../../../contract/service';
import { refuseUnderAll } from '../all-accounts';
import { eachAccount } from '../answers';
import { RESULTS } from '../errors';
import { forget } from '../membership';
import { accountIds, isAssociated, ownDetector } from '../ownership';

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
