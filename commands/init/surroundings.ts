import type { Operator } from '../../lambda/aws/operator-clients';
import { nameOf } from '../../lambda/controllers/registry';
import { find, partitionFacts } from '../../lib/regions';

/** What the organization shows before the first deployment. Unreadable parts are absent and named in `notes`. */
export interface Surroundings {
  readonly managementAccount?: string;
  /** the account that administers GuardDuty or Detective in the home region already */
  readonly administrator?: string;
  /** what was found, and its consequence, a sentence each */
  readonly notes: readonly string[];
}

/** The parts of an operator that are needed to look. */
export type Looking = Pick<Operator, 'organization' | 'controllers'>;

/** Principals of services with trusted access, each with its consequence for a rollout. */
const CONSEQUENCES: Readonly<Record<string, string>> = {
  'controltower.amazonaws.com':
    'Control Tower manages this organization: govern only regions that its region deny allows (docs/before-you-deploy.md)',
  'securityhub.amazonaws.com':
    'Security Hub is used in this organization: it receives GuardDuty findings itself; muster changes none of its settings',
};

/** Looks into the organization of the credentials, without a write. Nothing that cannot be read ends it. */
export async function look(operator: Looking, region: string): Promise<Surroundings> {
  const notes: string[] = [];
  const tried = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      notes.push(`could not look: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  };
  const organization = await tried(() => operator.organization(region));
  if (!organization) return { notes };
  const { managementAccount, allFeatures } = organization;
  if (!allFeatures)
    notes.push('the organization has only consolidated billing: run aws organizations enable-all-features');
  const aws = operator.controllers();
  const global = partitionFacts(find(region)?.partition ?? 'aws').globalRegion;
  const trusted = (await tried(() => aws.organizations(global).trustedServices())) ?? [];
  notes.push(...trusted.flatMap((principal) => CONSEQUENCES[principal] ?? []));
  const types = (await tried(() => aws.organizations(global).policyTypes())) ?? [];
  if (types.includes('GUARDDUTY_POLICY'))
    notes.push('GuardDuty policies are enabled in this organization: what they set wins (docs/guardduty-policies.md)');
  const administrators = [
    { service: 'guardduty', found: await tried(() => aws.guardDuty(region).organizationAdministrator()) },
    { service: 'detective', found: await tried(() => aws.detective(region).organizationAdministrator()) },
  ] as const;
  for (const { service, found } of administrators)
    if (found) notes.push(`${found.account} administers ${nameOf(service)} in ${region}`);
  const [administrator] = administrators.flatMap(({ found }) => found?.account ?? []);
  return { managementAccount, ...(administrator === undefined ? {} : { administrator }), notes };
}
