import type {
  CreateServiceLinkedRoleCommandInput,
  CreateServiceLinkedRoleCommandOutput,
  DeleteServiceLinkedRoleCommandInput,
  DeleteServiceLinkedRoleCommandOutput,
  GetServiceLinkedRoleDeletionStatusCommandInput,
  GetServiceLinkedRoleDeletionStatusCommandOutput,
} from '@aws-sdk/client-iam';
import type { Operation } from '../../../contract/service';
import { ids } from '../../../kernel/ids';
import { invalidInput, noSuchEntity } from '../errors';
import { knownRole } from '../find-role';
import { linkedRoleName } from '../linked-role-names';
import { linkedRole } from '../service-linked-roles';
import { roleShape } from '../shapes';
import { deletions, roles } from '../state';

/** Creates a service-linked role; a second one with the same name is refused. */
export const createServiceLinkedRole: Operation<
  CreateServiceLinkedRoleCommandInput,
  Partial<CreateServiceLinkedRoleCommandOutput>
> = (input, call) => {
  const { world, accountId } = call;
  const name = linkedRoleName(input.AWSServiceName ?? '', input.CustomSuffix);
  const held = world.state.at(roles, accountId, '');
  if (held.has(name))
    throw invalidInput(`Service role name ${name} has been taken in this account, please try a different suffix.`);
  const role = linkedRole(name, input.AWSServiceName ?? '', accountId, world, input.Description);
  held.set(name, role);
  return { Role: roleShape(role) };
};

/** Starts to delete a service-linked role, which always succeeds here. */
export const deleteServiceLinkedRole: Operation<
  DeleteServiceLinkedRoleCommandInput,
  Partial<DeleteServiceLinkedRoleCommandOutput>
> = (input, call) => {
  const role = knownRole(input.RoleName, call);
  if (!role.path.startsWith('/aws-service-role/'))
    throw invalidInput(`The role ${role.name} is not a service-linked role.`);
  call.world.state.at(roles, call.accountId, '').delete(role.name);
  const task = `task${role.path}${role.name}/${ids.uuid()}`;
  call.world.state.at(deletions, call.accountId, '').add(task);
  return { DeletionTaskId: task };
};

export const getServiceLinkedRoleDeletionStatus: Operation<
  GetServiceLinkedRoleDeletionStatusCommandInput,
  Partial<GetServiceLinkedRoleDeletionStatusCommandOutput>
> = (input, call) => {
  const task = input.DeletionTaskId ?? '';
  if (!call.world.state.at(deletions, call.accountId, '').has(task))
    throw noSuchEntity(`The deletion task id ${task} cannot be found.`);
  return { Status: 'SUCCEEDED' };
};
