import { tagging, text } from '../../contract/checks';
import type { Checks } from '../../contract/service';
import { designation } from '../organizations/checks';

/** Further actions that AWS's own policy AmazonDetectiveOrganizationsAccess grants. */
const FOR_DESIGNATION = ['DescribeAccount', 'DescribeOrganization', 'ListAccounts', 'ListDelegatedAdministrators'];

/** IAM's name of the operation is singular. */
const ACTIONS: Readonly<Record<string, string>> = { ListOrganizationAdminAccounts: 'ListOrganizationAdminAccount' };

/** Detective: a call that names a graph is authorized on the graph, any other on no resource. */
export const checks: Checks = (call, input) => {
  const { operation } = call;
  const resource = text(input, 'GraphArn') ?? text(input, 'ResourceArn') ?? '*';
  const own = { action: `detective:${ACTIONS[operation] ?? operation}`, resource };
  if (operation === 'EnableOrganizationAdminAccount') {
    const administrator = text(input, 'AccountId') ?? '';
    return [own, ...designation(call, 'detective.amazonaws.com', administrator, FOR_DESIGNATION)];
  }
  return [own, ...(operation === 'CreateGraph' ? tagging(input, 'detective:TagResource', resource) : [])];
};
