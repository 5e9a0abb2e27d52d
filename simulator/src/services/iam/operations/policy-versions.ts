import type {
  CreatePolicyVersionCommandInput,
  CreatePolicyVersionCommandOutput,
  DeletePolicyVersionCommandInput,
  GetPolicyVersionCommandInput,
  GetPolicyVersionCommandOutput,
  ListPolicyVersionsCommandInput,
  ListPolicyVersionsCommandOutput,
  SetDefaultPolicyVersionCommandInput,
} from '@aws-sdk/client-iam';
import type { Call, Operation } from '../../../contract/service';
import { checkDocument } from '../document';
import { deleteConflict, limitExceeded, noSuchEntity, noSuchPolicy } from '../errors';
import { knownPolicy, policyOf } from '../find-policy';
import { pageOf } from '../page';
import { versionShape } from '../shapes';
import type { PolicyState } from '../state';

const MAX_VERSIONS = 5;

/** Creates a further version, which becomes the default version on request. */
export const createPolicyVersion: Operation<
  CreatePolicyVersionCommandInput,
  Partial<CreatePolicyVersionCommandOutput>
> = (input, call) => {
  const policy = ownPolicy(input.PolicyArn, call);
  const document = checkDocument(input.PolicyDocument, 'identity');
  if (policy.versions.size >= MAX_VERSIONS)
    throw limitExceeded(
      'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
    );
  policy.lastVersion += 1;
  const id = `v${policy.lastVersion}`;
  policy.updatedAt = call.world.clock.now();
  policy.versions.set(id, { document, createdAt: policy.updatedAt });
  if (input.SetAsDefault === true) policy.defaultVersion = id;
  return { PolicyVersion: versionShape(policy, id, false) };
};

export const getPolicyVersion: Operation<GetPolicyVersionCommandInput, Partial<GetPolicyVersionCommandOutput>> = (
  input,
  call,
) => {
  const policy = knownPolicy(input.PolicyArn, call);
  return { PolicyVersion: versionShape(policy, knownVersion(policy, input.VersionId), true) };
};

export const listPolicyVersions: Operation<ListPolicyVersionsCommandInput, Partial<ListPolicyVersionsCommandOutput>> = (
  input,
  call,
) => {
  const policy = knownPolicy(input.PolicyArn, call);
  const { items, ...page } = pageOf([...policy.versions.keys()].reverse(), input);
  return { Versions: items.map((id) => versionShape(policy, id, false)), ...page };
};

export const setDefaultPolicyVersion: Operation<SetDefaultPolicyVersionCommandInput, object> = (input, call) => {
  const policy = ownPolicy(input.PolicyArn, call);
  policy.defaultVersion = knownVersion(policy, input.VersionId);
  return {};
};

export const deletePolicyVersion: Operation<DeletePolicyVersionCommandInput, object> = (input, call) => {
  const policy = ownPolicy(input.PolicyArn, call);
  const id = knownVersion(policy, input.VersionId);
  if (id === policy.defaultVersion) throw deleteConflict('Cannot delete the default version of a policy.');
  policy.versions.delete(id);
  return {};
};

function ownPolicy(arn: string | undefined, call: Call): PolicyState {
  const policy = policyOf(arn ?? '', call);
  if (!policy) throw noSuchPolicy(arn ?? '');
  return policy;
}

function knownVersion(policy: PolicyState, id: string | undefined): string {
  if (id === undefined || !policy.versions.has(id))
    throw noSuchEntity(`Policy ${policy.arn} version ${id} does not exist or is not attachable.`);
  return id;
}
