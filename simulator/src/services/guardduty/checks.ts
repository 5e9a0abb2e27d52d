import { arn, passRole, tagging, text } from '../../contract/checks';
import type { Call, Checks, Input } from '../../contract/service';
import type { Check } from '../../policy/check';
import { designation } from '../organizations/checks';
import { serviceRole } from './detector';
import { KINDS, LIST_KINDS } from './lists/list';
import { locationIn } from './lists/location';
import { PLAN_PRINCIPAL } from './malware/role';

/** "Permissions required to designate a delegated GuardDuty administrator account", GuardDuty user guide. */
const FOR_DESIGNATION = [
  'ListDelegatedAdministrators',
  'ListAWSServiceAccessForOrganization',
  'DescribeOrganizationalUnit',
  'DescribeAccount',
  'DescribeOrganization',
  'ListAccounts',
];

/** GuardDuty: a call that names a detector is authorized on it, or on the named resource inside it; any other on no resource. */
export const checks: Checks = (call, input) => {
  const { operation } = call;
  const action = `guardduty:${operation}`;
  const detectorId = text(input, 'DetectorId');
  const detector = detectorId && arn(call, 'guardduty', `detector/${detectorId}${insideOf(input)}`);
  if (ABOUT_MEMBERS.has(operation)) return ['*', detector ?? '*'].map((resource) => ({ action, resource }));
  const onNoResource = ON_NO_RESOURCE.has(operation);
  const own = {
    action,
    resource: text(input, 'ResourceArn') ?? (onNoResource ? '*' : (detector ?? planIn(call, input))),
  };
  if (operation === 'EnableOrganizationAdminAccount') {
    const administrator = text(input, 'AdminAccountId') ?? '';
    return [own, ...designation(call, 'guardduty.amazonaws.com', administrator, FOR_DESIGNATION)];
  }
  const tags = operation.startsWith('Create') ? tagging(input, 'guardduty:TagResource', own.resource) : [];
  return [own, ...tags, ...passRole(input.Role, PLAN_PRINCIPAL), ...readingLists(call, input)];
};

/** The malware protection plan in a call: `*` if it does not exist yet, or if the call names none. */
function planIn(call: Call, input: Input): string {
  if (!/^(Create|Get|Update|Delete)MalwareProtectionPlan$/.test(call.operation)) return '*';
  return arn(call, 'guardduty', `malware-protection-plan/${text(input, 'MalwareProtectionPlanId') ?? '*'}`);
}

/** Operations without a resource type in the reference, although they name a detector. */
const ON_NO_RESOURCE = new Set(['CreatePublishingDestination', 'ListPublishingDestinations']);

/**
 * The Service Authorization Reference has no resource type for these, and the user guide of 2022 writes policies for them on
 * detectors: a policy must be valid in both readings.
 */
const ABOUT_MEMBERS = new Set([
  ...['ListMembers', 'CreateMembers', 'InviteMembers', 'DeleteMembers', 'DisassociateMembers'],
  ...['StartMonitoringMembers', 'StopMonitoringMembers', 'GetMemberDetectors', 'UpdateMemberDetectors'],
  ...['DescribeOrganizationConfiguration', 'UpdateOrganizationConfiguration'],
  ...['GetAdministratorAccount', 'AcceptAdministratorInvitation'],
]);

/** The resource inside a detector that a call names: a filter, a list or an export. */
function insideOf(input: Input): string {
  const filter = text(input, 'FilterName');
  if (filter) return `/filter/${filter}`;
  const destination = text(input, 'DestinationId');
  if (destination) return `/publishingdestination/${destination}`;
  const kind = LIST_KINDS.find((each) => text(input, KINDS[each].idMember));
  return kind ? `/${KINDS[kind].arnType}/${text(input, KINDS[kind].idMember)}` : '';
}

/**
 * The permissions to let GuardDuty read a list: `s3:GetObject` for entity sets, which it reads in the caller's name, and for IP
 * lists the permission to change the policies of its own role, with which it reads them.
 */
function readingLists(call: Call, input: Input): readonly Check[] {
  const kind = LIST_KINDS.find((each) => call.operation.endsWith(each));
  if (!kind || call.operation.startsWith('Get')) return [];
  const { accountId, partition } = call;
  const onRole = (action: string): Check[] => [
    { action: `iam:${action}`, resource: serviceRole(partition, accountId) },
  ];
  if (call.operation.startsWith('Delete')) return KINDS[kind].entities ? [] : onRole('DeleteRolePolicy');
  if (!KINDS[kind].entities) return input.Activate === true || input.Location ? onRole('PutRolePolicy') : [];
  const { bucket, key } = locationIn(text(input, 'Location') ?? '') ?? {};
  return bucket ? [{ action: 's3:GetObject', resource: `arn:${partition}:s3:::${bucket}/${key}` }] : [];
}
