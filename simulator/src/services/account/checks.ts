import { text } from '../../contract/checks';
import type { Checks } from '../../contract/service';

/** Account Management: the caller's own account, or another account of the organization if the call names one. */
export const checks: Checks = (call, input) => {
  const { partition, accountId, world } = call;
  const { id, managementAccountId } = world.organization;
  const named = text(input, 'AccountId');
  const resource =
    named === undefined
      ? `arn:${partition}:account::${accountId}:account`
      : `arn:${partition}:account::${managementAccountId}:account/${id}/${named}`;
  return [{ action: `account:${call.operation}`, resource }];
};
