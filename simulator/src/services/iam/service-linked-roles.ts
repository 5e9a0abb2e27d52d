import type { Call } from '../../contract/service';
import type { World } from '../../contract/world';
import { linkedRoleCheck } from './checks';
import { linkedRoleName } from './linked-role-names';
import { newRole } from './new-role';
import { type RoleState, roles } from './state';

/** A service-linked role, which only that service assumes and changes. */
export function linkedRole(
  name: string,
  service: string,
  accountId: string,
  world: World,
  description?: string,
): RoleState {
  const trust = trustOf(service);
  return newRole(
    { name, trust, path: `/aws-service-role/${service}/`, ...(description === undefined ? {} : { description }) },
    accountId,
    world,
  );
}

/** Creates a service-linked role if the account has none, as services do when they are enabled in an account. */
export function ensureLinkedRole(service: string, accountId: string, world: World): void {
  const held = world.state.at(roles, accountId, '');
  const name = linkedRoleName(service);
  if (!held.has(name)) held.set(name, linkedRole(name, service, accountId, world));
}

/** Whether an account has a service-linked role. */
export function hasLinkedRole(service: string, accountId: string, world: World): boolean {
  return world.state.peek(roles, accountId, '')?.has(linkedRoleName(service)) === true;
}

/**
 * Creates a service-linked role in the name of a caller, who needs permission for it if the account has no such role.
 * @throws AwsError if the caller has no permission for `iam:CreateServiceLinkedRole`
 */
export function requireLinkedRole(service: string, call: Call): void {
  const { world, accountId, partition } = call;
  const name = linkedRoleName(service);
  if (world.state.at(roles, accountId, '').has(name)) return;
  world.authorization.requireOne(call, linkedRoleCheck(service, partition, accountId, name));
  ensureLinkedRole(service, accountId, world);
}

const trusts = new Map<string, string>();

/** The trust policy; all accounts share one string, because there are thousands of these roles. */
function trustOf(service: string): string {
  const known = trusts.get(service);
  if (known !== undefined) return known;
  const Statement = [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }];
  const trust = JSON.stringify({ Version: '2012-10-17', Statement });
  trusts.set(service, trust);
  return trust;
}
