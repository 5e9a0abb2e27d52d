import type {
  CreatePolicyCommandInput,
  CreatePolicyCommandOutput,
  DeletePolicyCommandInput,
  GetPolicyCommandInput,
  GetPolicyCommandOutput,
  ListPoliciesCommandInput,
  ListPoliciesCommandOutput,
} from '@aws-sdk/client-iam';
import type { Operation } from '../../../contract/service';
import { ids } from '../../../kernel/ids';
import { checkDocument } from '../document';
import { alreadyExists, deleteConflict, noSuchPolicy } from '../errors';
import { attachmentsOf, knownPolicy, policyOf } from '../find-policy';
import { validName, validPath } from '../names';
import { pageOf } from '../page';
import { policyShape } from '../shapes';
import { type PolicyState, policies } from '../state';
import { withTags } from '../tags';

/** Creates a customer managed policy; names are unique in the account. */
export const createPolicy: Operation<CreatePolicyCommandInput, Partial<CreatePolicyCommandOutput>> = (input, call) => {
  const name = validName(input.PolicyName, 'policyName', 128);
  const path = validPath(input.Path);
  const document = checkDocument(input.PolicyDocument, 'identity');
  const arn = `arn:${call.partition}:iam::${call.accountId}:policy${path}${name}`;
  const held = call.world.state.at(policies, call.accountId, '');
  if ([...held.values()].some((policy) => policy.name === name))
    throw alreadyExists(`A policy called ${name} already exists. Duplicate names are not allowed.`);
  const createdAt = call.world.clock.now();
  const policy: PolicyState = {
    name,
    path,
    arn,
    id: ids.stable('ANPA', arn),
    createdAt,
    updatedAt: createdAt,
    tags: withTags([], input.Tags),
    defaultVersion: 'v1',
    lastVersion: 1,
    versions: new Map([['v1', { document, createdAt }]]),
    ...(input.Description === undefined ? {} : { description: input.Description }),
  };
  held.set(arn, policy);
  return { Policy: policyShape(policy, 0) };
};

export const getPolicy: Operation<GetPolicyCommandInput, Partial<GetPolicyCommandOutput>> = (input, call) => {
  const policy = knownPolicy(input.PolicyArn, call);
  return { Policy: policyShape(policy, attachmentsOf(policy.arn, call)) };
};

/** The account's customer managed policies; AWS managed ones are not listed. */
export const listPolicies: Operation<ListPoliciesCommandInput, Partial<ListPoliciesCommandOutput>> = (input, call) => {
  const all = [...call.world.state.at(policies, call.accountId, '').values()]
    .filter((policy) => policy.path.startsWith(input.PathPrefix ?? '/'))
    .filter((policy) => input.OnlyAttached !== true || attachmentsOf(policy.arn, call) > 0);
  const { items, ...page } = pageOf(all, input);
  return { Policies: items.map((policy) => policyShape(policy, attachmentsOf(policy.arn, call))), ...page };
};

/** Deletes a policy that is not attached and has only one version. */
export const deletePolicy: Operation<DeletePolicyCommandInput, object> = (input, call) => {
  const policy = policyOf(input.PolicyArn ?? '', call);
  if (!policy) throw noSuchPolicy(input.PolicyArn ?? '');
  if (attachmentsOf(policy.arn, call) > 0) throw deleteConflict('Cannot delete a policy attached to entities.');
  if (policy.versions.size > 1)
    throw deleteConflict(
      "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
    );
  call.world.state.at(policies, call.accountId, '').delete(policy.arn);
  return {};
};
