import type { World } from '../../contract/world';
import { regionFacts } from '../../organization/regions';
import { KINDS, type Kind, type Place, policiesOf } from './bootstrap-policies';
import { newRole } from './new-role';
import type { RoleState } from './state';

/** The CDK's default qualifier, which is part of the names of `cdk bootstrap`'s resources. */
const QUALIFIER = 'hnb659fds';

const NAME = new RegExp(`^cdk-${QUALIFIER}-(${KINDS.join('|')})-role-(\\d{12})-([a-z0-9-]+)$`);

const made = new WeakMap<World, Map<string, RoleState>>();

/**
 * A role of `cdk bootstrap --trust <management account>`: every account counts as bootstrapped in every region. Undefined for
 * any other name. These roles can be found by name, but are not listed.
 */
export function bootstrapRole(name: string, accountId: string, world: World): RoleState | undefined {
  const [, kind, account, region = ''] = NAME.exec(name) ?? [];
  if (account !== accountId || !regionFacts(world.partition).some((fact) => fact.region === region)) return undefined;
  const known = made.get(world) ?? new Map<string, RoleState>();
  made.set(world, known);
  const role = known.get(name) ?? newBootstrapRole(kind as Kind, name, { accountId, region }, world);
  known.set(name, role);
  return role;
}

function newBootstrapRole(kind: Kind, name: string, place: Place, world: World): RoleState {
  const trust = JSON.stringify(trustOf(kind, place.accountId, world));
  const role = newRole({ name, trust }, place.accountId, world);
  const { managed, inline } = policiesOf(kind, place, world.partition);
  for (const policy of managed) role.attached.add(`arn:${world.partition}:iam::aws:policy/${policy}`);
  if (inline) role.inline.set('default', JSON.stringify({ Version: '2012-10-17', Statement: inline }));
  return role;
}

function trustOf(kind: Kind, accountId: string, { partition, organization }: World): object {
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
