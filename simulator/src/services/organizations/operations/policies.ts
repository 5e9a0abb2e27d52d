import type {
  CreatePolicyCommandInput,
  CreatePolicyCommandOutput,
  DeletePolicyCommandInput,
  DescribePolicyCommandInput,
  DescribePolicyCommandOutput,
  EnablePolicyTypeCommandInput,
  ListPoliciesCommandInput,
  ListPoliciesCommandOutput,
  UpdatePolicyCommandInput,
  UpdatePolicyCommandOutput,
} from '@aws-sdk/client-organizations';
import type { Operation } from '../../../contract/service';
import { AwsError } from '../../../kernel/aws-error';
import { ids } from '../../../kernel/ids';
import { FULL_ACCESS, type ServiceControlPolicy } from '../../../organization/service-control-policies';
import { checkDocument } from '../../iam/document';
import { management, reader } from '../callers';
import { accessDenied, invalidInput, refused } from '../errors';
import { pageOf } from '../page';
import { knownPolicy, policySummary } from '../policy';
import { unitTags } from '../state';
import { tagsOf } from '../tags';

/** A service control policy, attached to nothing yet; other types of policies are not there. */
export const createPolicy: Operation<CreatePolicyCommandInput, Partial<CreatePolicyCommandOutput>> = (input, call) => {
  const { controls } = management(call);
  controlType(input.Type);
  const document = controlDocument(input.Content);
  freeName(input.Name, controls.policies);
  const id = `p-${ids.hex(8)}`;
  const policy = { id, name: input.Name ?? '', description: input.Description ?? '', document };
  if (input.Tags?.length) call.world.state.at(unitTags, call.accountId, call.region).set(id, tagsOf(input.Tags));
  controls.policies.set(id, policy);
  return { Policy: { PolicySummary: policySummary(policy, call), Content: document } };
};

export const updatePolicy: Operation<UpdatePolicyCommandInput, Partial<UpdatePolicyCommandOutput>> = (input, call) => {
  const { controls } = management(call);
  const policy = changeable(knownPolicy(controls, input.PolicyId));
  const document = input.Content === undefined ? policy.document : controlDocument(input.Content);
  if (input.Name !== undefined && input.Name !== policy.name) freeName(input.Name, controls.policies);
  policy.document = document;
  policy.name = input.Name ?? policy.name;
  policy.description = input.Description ?? policy.description;
  return { Policy: { PolicySummary: policySummary(policy, call), Content: document } };
};

export const deletePolicy: Operation<DeletePolicyCommandInput, object> = (input, call) => {
  const { controls } = management(call);
  const { id } = changeable(knownPolicy(controls, input.PolicyId));
  if (controls.targetsOf(id).length > 0)
    throw refused(
      'PolicyInUseException',
      'The policy is attached to one or more entities. You must detach it from all roots, OUs, and accounts before performing this operation.',
    );
  controls.policies.delete(id);
  return {};
};

export const describePolicy: Operation<DescribePolicyCommandInput, Partial<DescribePolicyCommandOutput>> = (
  input,
  call,
) => {
  const policy = knownPolicy(reader(call).controls, input.PolicyId);
  return { Policy: { PolicySummary: policySummary(policy, call), Content: policy.document } };
};

export const listPolicies: Operation<ListPoliciesCommandInput, Partial<ListPoliciesCommandOutput>> = (input, call) => {
  const { controls } = reader(call);
  controlType(input.Filter);
  const { items, ...next } = pageOf([...controls.policies.values()], input);
  return { Policies: items.map((policy) => policySummary(policy, call)), ...next };
};

/** EnablePolicyType: service control policies are on from the start, as in an organization with all features. */
export const enablePolicyType: Operation<EnablePolicyTypeCommandInput> = ({ RootId, PolicyType }, call) => {
  const { rootId } = management(call);
  if (RootId !== rootId) throw refused('RootNotFoundException', "You specified a root that doesn't exist.");
  controlType(PolicyType);
  throw refused(
    'PolicyTypeAlreadyEnabledException',
    'The specified policy type is already enabled in the specified root.',
  );
};

/** @throws InvalidInputException for a type of policy that is not simulated */
export function controlType(type: string | undefined): void {
  if (type !== 'SERVICE_CONTROL_POLICY')
    throw invalidInput('INVALID_ENUM_POLICY_TYPE', `${type} is not a simulated type of policy`);
}

function controlDocument(content: string | undefined): string {
  try {
    return checkDocument(content, 'identity');
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw refused(
      'MalformedPolicyDocumentException',
      'The provided policy document does not meet the requirements of the specified policy type.',
    );
  }
}

function freeName(name: string | undefined, policies: ReadonlyMap<string, ServiceControlPolicy>): void {
  if ([...policies.values()].some((policy) => policy.name === name))
    throw refused('DuplicatePolicyException', 'A policy with the same name already exists.');
}

/** AWS's own policy is not the organization's to change. */
function changeable(policy: ServiceControlPolicy): ServiceControlPolicy {
  if (policy.id === FULL_ACCESS) throw accessDenied();
  return policy;
}
