import { invalidInput } from './errors';

/**
 * Services that work with trusted access, by service principal, and how many delegated administrators each takes: one if the
 * service's own page says so, several otherwise (Organizations user guide, "AWS services that you can use with AWS
 * Organizations").
 */
const ADMINISTRATORS: Readonly<Record<string, number>> = {
  'access-analyzer.amazonaws.com': 1,
  'account.amazonaws.com': 1,
  'auditmanager.amazonaws.com': 1,
  'backup.amazonaws.com': 5,
  'cloudtrail.amazonaws.com': 3,
  'compute-optimizer.amazonaws.com': 1,
  'config-multiaccountsetup.amazonaws.com': 3,
  'config.amazonaws.com': 3,
  'controltower.amazonaws.com': 1,
  'detective.amazonaws.com': 1,
  'devops-guru.amazonaws.com': 1,
  'fms.amazonaws.com': 10,
  'guardduty.amazonaws.com': 1,
  'health.amazonaws.com': 5,
  'iam.amazonaws.com': 1,
  'inspector2.amazonaws.com': 1,
  'ipam.amazonaws.com': 1,
  'license-manager.amazonaws.com': 1,
  'macie.amazonaws.com': 1,
  'malware-protection.guardduty.amazonaws.com': 1,
  'member.org.stacksets.cloudformation.amazonaws.com': 5,
  'ram.amazonaws.com': 1,
  'reporting.trustedadvisor.amazonaws.com': 5,
  'resource-explorer-2.amazonaws.com': 1,
  'securityhub.amazonaws.com': 1,
  'securitylake.amazonaws.com': 1,
  'servicecatalog.amazonaws.com': 50,
  'servicequotas.amazonaws.com': 1,
  'ssm.amazonaws.com': 1,
  'sso.amazonaws.com': 1,
  'stacksets.cloudformation.amazonaws.com': 5,
  'storage-lens.s3.amazonaws.com': 1,
  'tagpolicies.tag.amazonaws.com': 1,
  'wellarchitected.amazonaws.com': 1,
};

/** The service principal, if it is one. @throws InvalidInputException */
export function recognized(servicePrincipal: string | undefined): string {
  if (servicePrincipal === undefined || !(servicePrincipal in ADMINISTRATORS))
    throw invalidInput('UNRECOGNIZED_SERVICE_PRINCIPAL', 'You specified an unrecognized service principal.');
  return servicePrincipal;
}

/** How many delegated administrators a service takes. */
export function mostAdministrators(servicePrincipal: string): number {
  return ADMINISTRATORS[servicePrincipal] ?? 1;
}
