import type {
  AttachRolePolicyCommandInput,
  DetachRolePolicyCommandInput,
  ListAttachedRolePoliciesCommandInput,
  ListAttachedRolePoliciesCommandOutput,
} from '@aws-sdk/client-iam';
import type { Operation } from '../../../contract/service';
import { limitExceeded, noSuchEntity, noSuchPolicy } from '../errors';
import { isAwsManaged, policyOf } from '../find-policy';
import { changeableRole, knownRole } from '../find-role';
import { pageOf } from '../page';
import { attachedShape } from '../shapes';

/** The default quota of managed policies on a role. */
const MAX_ATTACHED = 10;

/** Attaches a managed policy; attaching it again changes nothing. */
export const attachRolePolicy: Operation<AttachRolePolicyCommandInput, object> = (input, call) => {
  const role = changeableRole(input.RoleName, call);
  const arn = input.PolicyArn ?? '';
  if (!isAwsManaged(arn) && !policyOf(arn, call))
    throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
  if (!role.attached.has(arn) && role.attached.size >= MAX_ATTACHED)
    throw limitExceeded(`Cannot exceed quota for PoliciesPerRole: ${MAX_ATTACHED}`);
  role.attached.add(arn);
  return {};
};

export const detachRolePolicy: Operation<DetachRolePolicyCommandInput, object> = (input, call) => {
  if (!changeableRole(input.RoleName, call).attached.delete(input.PolicyArn ?? ''))
    throw noSuchPolicy(input.PolicyArn ?? '');
  return {};
};

export const listAttachedRolePolicies: Operation<
  ListAttachedRolePoliciesCommandInput,
  Partial<ListAttachedRolePoliciesCommandOutput>
> = (input, call) => {
  const { items, ...page } = pageOf([...knownRole(input.RoleName, call).attached].sort(), input);
  return { AttachedPolicies: items.map(attachedShape), ...page };
};
