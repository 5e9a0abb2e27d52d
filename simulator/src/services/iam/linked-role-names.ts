/** Names that do not follow from the service principal (each service's own user guide names its role). */
const NAMES: Readonly<Record<string, string>> = {
  'account.amazonaws.com': 'AccountManagement',
  'apidestinations.events.amazonaws.com': 'AmazonEventBridgeApiDestinations',
  'detective.amazonaws.com': 'Detective',
  'guardduty.amazonaws.com': 'AmazonGuardDuty',
  'malware-protection.guardduty.amazonaws.com': 'AmazonGuardDutyMalwareProtection',
  'member.org.stacksets.cloudformation.amazonaws.com': 'CloudFormationStackSetsOrgMember',
  'organizations.amazonaws.com': 'Organizations',
  'securityhub.amazonaws.com': 'SecurityHub',
  'stacksets.cloudformation.amazonaws.com': 'CloudFormationStackSetsOrgAdmin',
};

/** The name of a service-linked role: `AWSServiceRoleFor…`, with the suffix if one is requested. */
export function linkedRoleName(service: string, suffix?: string): string {
  const label = service.split('.')[0] ?? '';
  const name = NAMES[service] ?? `${label.charAt(0).toUpperCase()}${label.slice(1)}`;
  return `AWSServiceRoleFor${name}${suffix === undefined ? '' : `_${suffix}`}`;
}
