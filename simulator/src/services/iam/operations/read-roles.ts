import type {
  GetRoleCommandInput,
  GetRoleCommandOutput,
  ListInstanceProfilesForRoleCommandInput,
  ListInstanceProfilesForRoleCommandOutput,
  ListRolesCommandInput,
  ListRolesCommandOutput,
} from '@aws-sdk/client-iam';
import type { Operation } from '../../../contract/service';
import { knownRole } from '../find-role';
import { pageOf } from '../page';
import { roleShape } from '../shapes';
import { roles } from '../state';

export const getRole: Operation<GetRoleCommandInput, Partial<GetRoleCommandOutput>> = (input, call) => ({
  Role: roleShape(knownRole(input.RoleName, call)),
});

/** A role's instance profiles, which tools read before they delete it: there are none. */
export const listInstanceProfilesForRole: Operation<
  ListInstanceProfilesForRoleCommandInput,
  Partial<ListInstanceProfilesForRoleCommandOutput>
> = (input, call) => {
  knownRole(input.RoleName, call);
  return { InstanceProfiles: [], IsTruncated: false };
};

/** The account's roles below a path, sorted by name. */
export const listRoles: Operation<ListRolesCommandInput, Partial<ListRolesCommandOutput>> = (input, call) => {
  const below = [...call.world.state.at(roles, call.accountId, '').values()]
    .filter((role) => role.path.startsWith(input.PathPrefix ?? '/'))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const { items, ...page } = pageOf(below, input);
  return { Roles: items.map((role) => roleShape(role, false)), ...page };
};
