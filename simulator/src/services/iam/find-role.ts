import type { Call } from '../../contract/service';
import type { World } from '../../contract/world';
import { bootstrapRole } from './bootstrap-roles';
import { noSuchRole, unmodifiable } from './errors';
import { type RoleState, roles } from './state';

/** A role of an account, if there is one. */
export function roleOf(world: World, accountId: string, name: string): RoleState | undefined {
  return world.state.peek(roles, accountId, '')?.get(name) ?? bootstrapRole(name, accountId, world);
}

/** A role of the caller's account. @throws NoSuchEntity */
export function knownRole(name: string | undefined, call: Call): RoleState {
  const role = roleOf(call.world, call.accountId, name ?? '');
  if (!role) throw noSuchRole(name ?? '');
  return role;
}

/** A role of the caller's account that may be changed: not a service-linked one. @throws NoSuchEntity, UnmodifiableEntity */
export function changeableRole(name: string | undefined, call: Call): RoleState {
  const role = knownRole(name, call);
  if (role.path.startsWith('/aws-service-role/')) throw unmodifiable(role.name);
  const held = call.world.state.at(roles, call.accountId, '');
  if (!held.has(role.name)) held.set(role.name, role); // a bootstrap role that a caller changes becomes an ordinary role
  return role;
}
