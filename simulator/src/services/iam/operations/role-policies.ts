import type {
  DeleteRolePolicyCommandInput,
  GetRolePolicyCommandInput,
  GetRolePolicyCommandOutput,
  ListRolePoliciesCommandInput,
  ListRolePoliciesCommandOutput,
  PutRolePolicyCommandInput,
} from '@aws-sdk/client-iam';
import type { Operation } from '../../../contract/service';
import { checkDocument } from '../document';
import { limitExceeded, noSuchRolePolicy } from '../errors';
import { changeableRole, knownRole } from '../find-role';
import { validName } from '../names';
import { pageOf } from '../page';
import { encoded } from '../shapes';

/** The most characters in all inline policies of a role together, without white space. */
const MAX_CHARACTERS = 10_240;

/** Adds or replaces an inline policy. */
export const putRolePolicy: Operation<PutRolePolicyCommandInput, object> = (input, call) => {
  const role = changeableRole(input.RoleName, call);
  const name = validName(input.PolicyName, 'policyName', 128);
  const document = checkDocument(input.PolicyDocument, 'identity');
  const all = new Map(role.inline).set(name, document);
  const characters = [...all.values()].join('').replace(/\s/g, '').length;
  if (characters > MAX_CHARACTERS)
    throw limitExceeded(`Maximum policy size of ${MAX_CHARACTERS} bytes exceeded for role ${role.name}`);
  role.inline.set(name, document);
  return {};
};

export const getRolePolicy: Operation<GetRolePolicyCommandInput, Partial<GetRolePolicyCommandOutput>> = (
  input,
  call,
) => {
  const role = knownRole(input.RoleName, call);
  const document = role.inline.get(input.PolicyName ?? '');
  if (document === undefined) throw noSuchRolePolicy(input.PolicyName ?? '');
  return { RoleName: role.name, PolicyName: input.PolicyName, PolicyDocument: encoded(document) };
};

export const deleteRolePolicy: Operation<DeleteRolePolicyCommandInput, object> = (input, call) => {
  const role = changeableRole(input.RoleName, call);
  if (!role.inline.delete(input.PolicyName ?? '')) throw noSuchRolePolicy(input.PolicyName ?? '');
  return {};
};

/** Names of a role's inline policies. */
export const listRolePolicies: Operation<ListRolePoliciesCommandInput, Partial<ListRolePoliciesCommandOutput>> = (
  input,
  call,
) => {
  const { items, ...page } = pageOf([...knownRole(input.RoleName, call).inline.keys()].sort(), input);
  return { PolicyNames: [...items], ...page };
};
