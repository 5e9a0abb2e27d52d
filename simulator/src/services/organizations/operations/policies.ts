import type {
  CreatePolicyCommandInput,
  CreatePolicyCommandOutput,
  DeletePolicyCommandInput,
  DescribePolicyCommandInput,
  DescribePolicyCommandOutput,
  ListPoliciesCommandInput,
  ListPoliciesCommandOutput,
  UpdatePolicyCommandInput,
  UpdatePolicyCommandOutput,
} from '@aws-sdk/client-organizations';
import { ZodError } from 'zod';
import type { Operation } from '../../../contract/service';
import { AwsError } from '../../../kernel/aws-error';
import { ids } from '../../../kernel/ids';
import { guardDutyPolicyDocument } from '../../../organization/guardduty-policies';
import { FULL_ACCESS, type ServiceControlPolicy } from '../../../organization/service-control-policies';
import { checkDocument } from '../../iam/document';
import { reader } from '../callers';
import { policyManager } from '../delegated-policies';
import { accessDenied, refused } from '../errors';
import { pageOf } from '../page';
import { knownPolicy, type PolicyType, policiesChanged, policySummary, policyType, storeOf } from '../policy';
import { unitTags } from '../state';
import { tagsOf } from '../tags';

/** Creates a policy of one of the simulated types, without attachments. */
export const createPolicy: Operation<CreatePolicyCommandInput, Partial<CreatePolicyCommandOutput>> = (input, call) => {
  const type = policyType(input.Type);
  const { policies } = storeOf(policyManager(call, { ...input }), type);
  const document = documentOf(type, input.Content);
  freeName(input.Name, policies);
  const id = `p-${ids.hex(8)}`;
  const policy = { id, name: input.Name ?? '', description: input.Description ?? '', document };
  const owner = call.world.organization.managementAccountId;
  if (input.Tags?.length) call.world.state.at(unitTags, owner, call.region).set(id, tagsOf(input.Tags));
  policies.set(id, policy);
  return { Policy: { PolicySummary: policySummary(type, policy, call), Content: document } };
};

export const updatePolicy: Operation<UpdatePolicyCommandInput, Partial<UpdatePolicyCommandOutput>> = async (
  input,
  call,
) => {
  const { type, store, policy } = knownPolicy(policyManager(call, { ...input }), input.PolicyId);
  changeable(policy);
  const document = input.Content === undefined ? policy.document : documentOf(type, input.Content);
  if (input.Name !== undefined && input.Name !== policy.name) freeName(input.Name, store.policies);
  policy.document = document;
  policy.name = input.Name ?? policy.name;
  policy.description = input.Description ?? policy.description;
  await policiesChanged(type, call);
  return { Policy: { PolicySummary: policySummary(type, policy, call), Content: document } };
};

export const deletePolicy: Operation<DeletePolicyCommandInput, object> = (input, call) => {
  const { store, policy } = knownPolicy(policyManager(call, { ...input }), input.PolicyId);
  const { id } = changeable(policy);
  if (store.targetsOf(id).length > 0)
    throw refused(
      'PolicyInUseException',
      'The policy is attached to one or more entities. You must detach it from all roots, OUs, and accounts before performing this operation.',
    );
  store.policies.delete(id);
  return {};
};

export const describePolicy: Operation<DescribePolicyCommandInput, Partial<DescribePolicyCommandOutput>> = (
  input,
  call,
) => {
  const { type, policy } = knownPolicy(reader(call), input.PolicyId);
  return { Policy: { PolicySummary: policySummary(type, policy, call), Content: policy.document } };
};

export const listPolicies: Operation<ListPoliciesCommandInput, Partial<ListPoliciesCommandOutput>> = (input, call) => {
  const type = policyType(input.Filter);
  const { policies } = storeOf(reader(call), type);
  const { items, ...next } = pageOf([...policies.values()], input);
  return { Policies: items.map((policy) => policySummary(type, policy, call)), ...next };
};

function documentOf(type: PolicyType, content = ''): string {
  try {
    if (type === 'SERVICE_CONTROL_POLICY') return checkDocument(content, 'identity');
    guardDutyPolicyDocument.parse(JSON.parse(content));
    return content;
  } catch (error) {
    if (!(error instanceof AwsError || error instanceof SyntaxError || error instanceof ZodError)) throw error;
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

/** Refuses changes to AWS's own policy. */
function changeable(policy: ServiceControlPolicy): ServiceControlPolicy {
  if (policy.id === FULL_ACCESS) throw accessDenied();
  return policy;
}
