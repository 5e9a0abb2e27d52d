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
import { management, reader } from '../callers';
import { constraintViolation, refused, targetNotFound } from '../errors';
import { knownAccount, knownParent } from '../ids';
import { pageOf } from '../page';
import { knownPolicy, policySummary } from '../policy';
import { controlType } from './policies';

/** Policies that one root, OU or account can have. */
const MOST_ATTACHED = 5;

export const attachPolicy: Operation<AttachPolicyCommandInput, object> = (input, call) => {
  const organization = management(call);
  const { id } = knownPolicy(organization.controls, input.PolicyId);
  const target = knownTarget(organization, input.TargetId);
  const attached = organization.controls.attachedTo(target);
  if (attached.has(id))
    throw refused(
      'DuplicatePolicyAttachmentException',
      'The selected policy is already attached to the specified target.',
    );
  if (attached.size >= MOST_ATTACHED)
    throw constraintViolation(
      'MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED',
      'You have attained the maximum number of policies of this type for the target.',
    );
  organization.controls.attach(id, target);
  return {};
};

/** Takes a policy away; the last one stays, since nothing would be allowed without any. */
export const detachPolicy: Operation<DetachPolicyCommandInput, object> = (input, call) => {
  const organization = management(call);
  const { id } = knownPolicy(organization.controls, input.PolicyId);
  const target = knownTarget(organization, input.TargetId);
  const attached = organization.controls.attachedTo(target);
  if (!attached.has(id))
    throw refused(
      'PolicyNotAttachedException',
      "The policy isn't attached to the specified target in the specified root.",
    );
  if (attached.size === 1)
    throw constraintViolation(
      'MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED',
      'You cannot remove the last service control policy attached to the specified target.',
    );
  organization.controls.detach(id, target);
  return {};
};

/** The policies attached to a root, OU or account itself, not those above it. */
export const listPoliciesForTarget: Operation<
  ListPoliciesForTargetCommandInput,
  Partial<ListPoliciesForTargetCommandOutput>
> = (input, call) => {
  const organization = reader(call);
  controlType(input.Filter);
  const attached = [...organization.controls.attachedTo(knownTarget(organization, input.TargetId))];
  const { items, ...next } = pageOf(attached, input);
  return { Policies: items.map((id) => policySummary(knownPolicy(organization.controls, id), call)), ...next };
};

/** Targets a policy was attached to; of FullAWSAccess those are not shown that never had anything else. */
export const listTargetsForPolicy: Operation<
  ListTargetsForPolicyCommandInput,
  Partial<ListTargetsForPolicyCommandOutput>
> = (input, call) => {
  const { controls } = reader(call);
  const { items, ...next } = pageOf(controls.targetsOf(knownPolicy(controls, input.PolicyId).id), input);
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
