import type {
  AttachPolicyCommandInput,
  DetachPolicyCommandInput,
  ListPoliciesForTargetCommandInput,
  ListPoliciesForTargetCommandOutput,
  ListTargetsForPolicyCommandInput,
  ListTargetsForPolicyCommandOutput,
  PolicyTargetSummary,
} from '@aws-sdk/client-organizations';
import type { Call, Operation } from '../../../contract/service';
import type { Organization } from '../../../organization/organization';
import { reader } from '../callers';
import { policyManager } from '../delegated-policies';
import { constraintViolation, refused, targetNotFound } from '../errors';
import { knownAccount, knownParent } from '../ids';
import { pageOf } from '../page';
import { knownPolicy, policiesChanged, policySummary, policyType, storeOf } from '../policy';
import { requireEnabled } from './policy-types';

/** The most policies that can be attached to one root, OU or account. */
const MAX_ATTACHED = 5;

export const attachPolicy: Operation<AttachPolicyCommandInput, object> = async (input, call) => {
  const organization = policyManager(call, { ...input });
  const { type, store, policy } = knownPolicy(organization, input.PolicyId);
  const { id } = policy;
  const target = knownTarget(organization, input.TargetId);
  if (type === 'GUARDDUTY_POLICY') requireEnabled(organization);
  const attached = store.attachedTo(target);
  if (attached.has(id))
    throw refused(
      'DuplicatePolicyAttachmentException',
      'The selected policy is already attached to the specified target.',
    );
  if (attached.size >= MAX_ATTACHED)
    throw constraintViolation(
      'MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED',
      'You have attained the maximum number of policies of this type for the target.',
    );
  store.attach(id, target);
  await policiesChanged(type, call);
  return {};
};

/** Detaches a policy; the last service control policy must stay, because without any nothing would be allowed. */
export const detachPolicy: Operation<DetachPolicyCommandInput, object> = async (input, call) => {
  const organization = policyManager(call, { ...input });
  const { type, store, policy } = knownPolicy(organization, input.PolicyId);
  const { id } = policy;
  const target = knownTarget(organization, input.TargetId);
  const attached = store.attachedTo(target);
  if (!attached.has(id))
    throw refused(
      'PolicyNotAttachedException',
      "The policy isn't attached to the specified target in the specified root.",
    );
  if (type === 'SERVICE_CONTROL_POLICY' && attached.size === 1)
    throw constraintViolation(
      'MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED',
      'You cannot remove the last service control policy attached to the specified target.',
    );
  store.detach(id, target);
  await policiesChanged(type, call);
  return {};
};

/** The policies attached directly to a root, OU or account, without inherited ones. */
export const listPoliciesForTarget: Operation<
  ListPoliciesForTargetCommandInput,
  Partial<ListPoliciesForTargetCommandOutput>
> = (input, call) => {
  const organization = reader(call);
  const type = policyType(input.Filter);
  const attached = [...storeOf(organization, type).attachedTo(knownTarget(organization, input.TargetId))];
  const { items, ...next } = pageOf(attached, input);
  const Policies = items.map((id) => policySummary(type, knownPolicy(organization, id).policy, call));
  return { Policies, ...next };
};

/** The targets of a policy; for FullAWSAccess without the targets that never had another policy. */
export const listTargetsForPolicy: Operation<
  ListTargetsForPolicyCommandInput,
  Partial<ListTargetsForPolicyCommandOutput>
> = (input, call) => {
  const { store, policy } = knownPolicy(reader(call), input.PolicyId);
  const { items, ...next } = pageOf(store.targetsOf(policy.id), input);
  return { Targets: items.map((target) => targetShape(target, call)), ...next };
};

function knownTarget(organization: Organization, id: string | undefined): string {
  return /^\d{12}$/.test(id ?? '') ? knownAccount(organization, id).id : knownParent(organization, id, targetNotFound);
}

function targetShape(id: string, { world: { organization, partition } }: Call): PolicyTargetSummary {
  const arn = (kind: string): string =>
    `arn:${partition}:organizations::${organization.managementAccountId}:${kind}/${organization.id}/${id}`;
  const account = organization.accounts.get(id);
  if (account) return { TargetId: id, Arn: arn('account'), Name: account.name, Type: 'ACCOUNT' };
  const unit = organization.units.get(id);
  if (unit) return { TargetId: id, Arn: arn('ou'), Name: unit.name, Type: 'ORGANIZATIONAL_UNIT' };
  return { TargetId: id, Arn: arn('root'), Name: 'Root', Type: 'ROOT' };
}
