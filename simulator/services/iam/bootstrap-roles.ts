import { regionFacts } from '../../organization/regions';
import type { Simulation } from '../../simulation';
import { newRole } from './new-role';
import type { RoleState } from './state';

/** The CDK's default qualifier, which is part of the names of what `cdk bootstrap` makes. */
const QUALIFIER = 'hnb659fds';

const KINDS = ['deploy', 'cfn-exec', 'file-publishing', 'image-publishing', 'lookup'] as const;
type Kind = (typeof KINDS)[number];

const NAME = new RegExp(`^cdk-${QUALIFIER}-(${KINDS.join('|')})-role-(\\d{12})-([a-z0-9-]+)$`);

/**
 * A role that `cdk bootstrap --trust <management account>` would have made: every account counts as bootstrapped in every
 * region. Undefined for any other name. They are not listed, only found.
 */
export function bootstrapRole(name: string, accountId: string, simulation: Simulation): RoleState | undefined {
  const [, kind, account, region] = NAME.exec(name) ?? [];
  if (account !== accountId || !regionFacts(simulation.partition).some((fact) => fact.region === region))
    return undefined;
  const role = newRole(
    { name, trust: JSON.stringify(trustOf(kind as Kind, accountId, simulation)) },
    accountId,
    simulation,
  );
  if (kind === 'cfn-exec') role.attached.add(`arn:${simulation.partition}:iam::aws:policy/AdministratorAccess`);
  return role;
}

function trustOf(kind: Kind, accountId: string, { partition, organization }: Simulation): object {
  const accounts = [...new Set([accountId, organization.managementAccountId])];
  const Principal =
    kind === 'cfn-exec'
      ? { Service: 'cloudformation.amazonaws.com' }
      : { AWS: accounts.map((account) => `arn:${partition}:iam::${account}:root`) };
  return {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: ['sts:AssumeRole', ...(kind === 'cfn-exec' ? [] : ['sts:TagSession'])], Principal },
    ],
  };
}
