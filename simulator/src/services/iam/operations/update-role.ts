import type {
  DeleteRolePermissionsBoundaryCommandInput,
  PutRolePermissionsBoundaryCommandInput,
  UpdateAssumeRolePolicyCommandInput,
  UpdateRoleCommandInput,
  UpdateRoleDescriptionCommandInput,
  UpdateRoleDescriptionCommandOutput,
} from '@aws-sdk/client-iam';
import type { Operation } from '../../../contract/service';
import { checkDocument } from '../document';
import { changeableRole } from '../find-role';
import { roleShape } from '../shapes';
import { sessionDuration } from './create-role';

/** Updates description and session duration; an absent parameter returns to its default. */
export const updateRole: Operation<UpdateRoleCommandInput, object> = (input, call) => {
  const role = changeableRole(input.RoleName, call);
  role.maxSessionDuration = sessionDuration(input.MaxSessionDuration);
  role.description = input.Description;
  return {};
};

export const updateRoleDescription: Operation<
  UpdateRoleDescriptionCommandInput,
  Partial<UpdateRoleDescriptionCommandOutput>
> = (input, call) => {
  const role = changeableRole(input.RoleName, call);
  role.description = input.Description;
  return { Role: roleShape(role) };
};

/** Replaces the trust policy. */
export const updateAssumeRolePolicy: Operation<UpdateAssumeRolePolicyCommandInput, object> = (input, call) => {
  changeableRole(input.RoleName, call).trust = checkDocument(input.PolicyDocument, 'trust');
  return {};
};

export const putRolePermissionsBoundary: Operation<PutRolePermissionsBoundaryCommandInput, object> = (input, call) => {
  changeableRole(input.RoleName, call).permissionsBoundary = input.PermissionsBoundary;
  return {};
};

export const deleteRolePermissionsBoundary: Operation<DeleteRolePermissionsBoundaryCommandInput, object> = (
  input,
  call,
) => {
  changeableRole(input.RoleName, call).permissionsBoundary = undefined;
  return {};
};
