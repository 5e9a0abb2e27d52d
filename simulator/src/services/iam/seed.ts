import type { World } from '../../contract/world';
import { linkedRoleName } from './linked-role-names';
import { newRole } from './new-role';
import { linkedRole } from './service-linked-roles';
import { roles } from './state';

const ORGANIZATIONS = 'organizations.amazonaws.com';

/**
 * Creates the roles that accounts have from the start: Organizations' service-linked role, and in members the
 * `OrganizationAccountAccessRole` of CreateAccount, which the management account may assume.
 */
export function seedAccount(accountId: string, world: World): void {
  const { organization, partition } = world;
  if (!organization.has(accountId)) return;
  const held = world.state.at(roles, accountId, '');
  const linked = linkedRoleName(ORGANIZATIONS);
  if (!held.has(linked)) held.set(linked, linkedRole(linked, ORGANIZATIONS, accountId, world));
  const management = organization.managementAccountId;
  const name = 'OrganizationAccountAccessRole';
  if (accountId === management || held.has(name)) return;
  const trust = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: `arn:${partition}:iam::${management}:root` }, Action: 'sts:AssumeRole' },
    ],
  });
  const role = newRole({ name, trust }, accountId, world);
  role.attached.add(`arn:${partition}:iam::aws:policy/AdministratorAccess`);
  held.set(name, role);
}

/** Creates the roles that the organization file gives to outside accounts. */
export function seedOutsideRoles(world: World): void {
  const { partition } = world;
  for (const { id, roles: entries } of world.file.outsideAccounts)
    for (const { name, trusts, externalId, policies } of entries) {
      const statement = {
        Effect: 'Allow',
        Principal: { AWS: `arn:${partition}:iam::${trusts}:root` },
        Action: 'sts:AssumeRole',
        ...(externalId === undefined ? {} : { Condition: { StringEquals: { 'sts:ExternalId': externalId } } }),
      };
      const role = newRole(
        { name, trust: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }) },
        id,
        world,
      );
      for (const policy of policies) role.attached.add(`arn:${partition}:iam::aws:policy/${policy}`);
      world.state.at(roles, id, '').set(name, role);
    }
}
