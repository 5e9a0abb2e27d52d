import type {
  ListRoleTagsCommandInput,
  ListRoleTagsCommandOutput,
  TagPolicyCommandInput,
  TagRoleCommandInput,
  UntagPolicyCommandInput,
  UntagRoleCommandInput,
} from '@aws-sdk/client-iam';
import type { Operation } from '../../../contract/service';
import { knownPolicy } from '../find-policy';
import { changeableRole, knownRole } from '../find-role';
import { pageOf } from '../page';
import { withoutTags, withTags } from '../tags';

export const tagRole: Operation<TagRoleCommandInput, object> = (input, call) => {
  const role = changeableRole(input.RoleName, call);
  role.tags = withTags(role.tags, input.Tags);
  return {};
};

export const untagRole: Operation<UntagRoleCommandInput, object> = (input, call) => {
  const role = changeableRole(input.RoleName, call);
  role.tags = withoutTags(role.tags, input.TagKeys);
  return {};
};

export const listRoleTags: Operation<ListRoleTagsCommandInput, Partial<ListRoleTagsCommandOutput>> = (input, call) => {
  const { items, ...page } = pageOf(knownRole(input.RoleName, call).tags, input);
  return { Tags: [...items], ...page };
};

export const tagPolicy: Operation<TagPolicyCommandInput, object> = (input, call) => {
  const policy = knownPolicy(input.PolicyArn, call);
  policy.tags = withTags(policy.tags, input.Tags);
  return {};
};

export const untagPolicy: Operation<UntagPolicyCommandInput, object> = (input, call) => {
  const policy = knownPolicy(input.PolicyArn, call);
  policy.tags = withoutTags(policy.tags, input.TagKeys);
  return {};
};
