import { RolloutError } from '../reconcile/errors';

/**
 * The operations that a client sends that only reads, by the name of the service in the SDK: the reads of the controllers' ports,
 * and no others. A role is assumed to read in another account; the session is as limited.
 */
export const READS: Readonly<Record<string, readonly string[]>> = {
  CloudFormation: ['DescribeStacks'],
  CloudTrail: ['DescribeTrails', 'GetEventSelectors', 'GetTrailStatus'],
  Detective: [
    ...['DescribeOrganizationConfiguration', 'GetMembers', 'ListDatasourcePackages', 'ListGraphs'],
    ...['ListInvitations', 'ListMembers', 'ListOrganizationAdminAccounts'],
  ],
  EventBridge: ['DescribeRule', 'ListTargetsByRule'],
  GuardDuty: [
    ...['DescribeOrganizationConfiguration', 'DescribePublishingDestination', 'GetAdministratorAccount'],
    ...['GetDetector', 'GetFilter', 'GetIPSet', 'GetMemberDetectors', 'GetThreatEntitySet', 'GetThreatIntelSet'],
    ...['GetTrustedEntitySet', 'ListDetectors', 'ListFilters', 'ListIPSets', 'ListInvitations', 'ListMembers'],
    ...['ListOrganizationAdminAccounts', 'ListPublishingDestinations', 'ListThreatEntitySets'],
    ...['ListThreatIntelSets', 'ListTrustedEntitySets'],
  ],
  KMS: ['DescribeKey'],
  Organizations: [
    ...['DescribeAccount', 'ListAWSServiceAccessForOrganization', 'ListAccounts', 'ListDelegatedAdministrators'],
    ...['DescribePolicy', 'ListOrganizationalUnitsForParent', 'ListPolicies', 'ListRoots', 'ListTargetsForPolicy'],
  ],
  S3: ['GetObject', 'ListObjectsV2'],
  STS: ['AssumeRole', 'GetCallerIdentity'],
};

/** The part of every SDK client that this needs. */
interface Client {
  readonly config: { readonly serviceId?: string };
  readonly middlewareStack: {
    add(
      middleware: <T>(next: (args: T) => unknown, context: { readonly commandName?: string }) => (args: T) => unknown,
      options: { readonly step: 'initialize'; readonly priority: 'high'; readonly name: string },
    ): void;
  };
}

/**
 * A client that throws on every operation that {@link READS} does not name, before anything is sent.
 * @throws RolloutError `OnlyReads`, from the client's calls
 */
export function readOnly<C>(client: C): C {
  const { config, middlewareStack } = client as Client;
  const service = config.serviceId ?? '';
  middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) => {
        const operation = commandName.replace(/Command$/, '');
        if (READS[service]?.includes(operation)) return next(args);
        throw new RolloutError('OnlyReads', `calling ${service} ${operation}: this client only reads`);
      },
    { step: 'initialize', priority: 'high', name: 'onlyReads' },
  );
  return client;
}
