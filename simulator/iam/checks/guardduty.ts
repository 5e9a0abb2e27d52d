import { arn, type Checks, tagging, text } from './check';
import { designation } from './organizations';

/** "Permissions required to designate a delegated GuardDuty administrator account", GuardDuty user guide. */
const FOR_DESIGNATION = [
  'ListDelegatedAdministrators',
  'ListAWSServiceAccessForOrganization',
  'DescribeOrganizationalUnit',
  'DescribeAccount',
  'DescribeOrganization',
  'ListAccounts',
];

/** GuardDuty: a call that names a detector is authorized on it, any other on no resource. */
export const guardduty: Checks = (call, input) => {
  const { operation } = call;
  const action = `guardduty:${operation}`;
  const detectorId = text(input, 'DetectorId');
  const filter = text(input, 'FilterName');
  const detector = detectorId && arn(call, 'guardduty', `detector/${detectorId}${filter ? `/filter/${filter}` : ''}`);
  const own = { action, resource: text(input, 'ResourceArn') ?? detector ?? '*' };
  if (operation === 'EnableOrganizationAdminAccount') {
    const administrator = text(input, 'AdminAccountId') ?? '';
    return [own, ...designation(call, 'guardduty.amazonaws.com', administrator, FOR_DESIGNATION)];
  }
  return [own, ...(operation.startsWith('Create') ? tagging(input, 'guardduty:TagResource', own.resource) : [])];
};
