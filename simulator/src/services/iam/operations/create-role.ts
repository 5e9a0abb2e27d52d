import type { CreateRoleCommandInput, CreateRoleCommandOutput } from '@aws-sdk/client-iam';
import type { Operation } from '../../../contract/service';
import { checkDocument } from '../document';
import { alreadyExists, constraint } from '../errors';
import { roleOf } from '../find-role';
import { validName, validPath } from '../names';
import { newRole } from '../new-role';
import { roleShape } from '../shapes';
import { roles } from '../state';
import { withTags } from '../tags';

/** Creates a role; names are unique in the account, ignoring case. */
export const createRole: Operation<CreateRoleCommandInput, Partial<CreateRoleCommandOutput>> = (input, call) => {
  const { world, accountId } = call;
  const name = validName(input.RoleName, 'roleName', 64);
  const maxSessionDuration = sessionDuration(input.MaxSessionDuration);
  const held = world.state.at(roles, accountId, '');
  const taken = [...held.keys()].some((each) => each.toLowerCase() === name.toLowerCase());
  if (taken || roleOf(world, accountId, name)) throw alreadyExists(`Role with name ${name} already exists.`);
  const role = newRole(
    {
      name,
      path: validPath(input.Path),
      trust: checkDocument(input.AssumeRolePolicyDocument, 'trust'),
      maxSessionDuration,
      tags: withTags([], input.Tags),
      ...(input.Description === undefined ? {} : { description: input.Description }),
      ...(input.PermissionsBoundary === undefined ? {} : { permissionsBoundary: input.PermissionsBoundary }),
    },
    accountId,
    world,
  );
  held.set(name, role);
  return { Role: roleShape(role) };
};

/** The maximum session duration, by default one hour. @throws ValidationError */
export function sessionDuration(seconds = 3600): number {
  if (seconds < 3600)
    throw constraint(String(seconds), 'maxSessionDuration', 'must have value greater than or equal to 3600');
  if (seconds > 43200)
    throw constraint(String(seconds), 'maxSessionDuration', 'must have value less than or equal to 43200');
  return seconds;
}
