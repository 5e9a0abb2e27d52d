import type { DeleteRoleCommandInput } from '@aws-sdk/client-iam';
import type { Operation } from '../../../contract/service';
import { deleteConflict } from '../errors';
import { changeableRole } from '../find-role';
import { roles } from '../state';

/** Deletes a role that has no policies left. */
export const deleteRole: Operation<DeleteRoleCommandInput, object> = (input, call) => {
  const role = changeableRole(input.RoleName, call);
  if (role.attached.size > 0) throw deleteConflict('Cannot delete entity, must detach all policies first.');
  if (role.inline.size > 0) throw deleteConflict('Cannot delete entity, must delete policies first.');
  call.world.state.at(roles, call.accountId, '').delete(role.name);
  return {};
};
