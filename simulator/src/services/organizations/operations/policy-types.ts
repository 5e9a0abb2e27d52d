import type {
  DescribeEffectivePolicyCommandInput,
  DescribeEffectivePolicyCommandOutput,
  DisablePolicyTypeCommandInput,
  DisablePolicyTypeCommandOutput,
  EnablePolicyTypeCommandInput,
  EnablePolicyTypeCommandOutput,
} from '@aws-sdk/client-organizations';
import type { Call, Operation } from '../../../contract/service';
import type { Organization } from '../../../organization/organization';
import { anyAccount, reader } from '../callers';
import { policyManager } from '../delegated-policies';
import { invalidInput, refused, targetNotFound } from '../errors';
import { policiesChanged, policyType } from '../policy';
import { rootShape } from '../shapes';

/** EnablePolicyType: service control policies are on from the start, as in an organization with all features. */
export const enablePolicyType: Operation<EnablePolicyTypeCommandInput, Partial<EnablePolicyTypeCommandOutput>> = async (
  input,
  call,
) => {
  const organization = policyManager(call, { ...input });
  knownRoot(organization, input.RootId);
  const type = policyType(input.PolicyType);
  if (type === 'SERVICE_CONTROL_POLICY' || organization.guardDutyPolicies.enabled)
    throw refused(
      'PolicyTypeAlreadyEnabledException',
      'The specified policy type is already enabled in the specified root.',
    );
  organization.guardDutyPolicies.enabled = true;
  await policiesChanged(type, call);
  return { Root: rootShape(call) };
};

/** Detaches every policy of the type; the policies stay. Not simulated for service control policies. */
export const disablePolicyType: Operation<
  DisablePolicyTypeCommandInput,
  Partial<DisablePolicyTypeCommandOutput>
> = async (input, call) => {
  const organization = policyManager(call, { ...input });
  knownRoot(organization, input.RootId);
  const type = policyType(input.PolicyType);
  if (type === 'SERVICE_CONTROL_POLICY')
    throw invalidInput('INVALID_ENUM_POLICY_TYPE', 'disabling service control policies is not simulated');
  requireEnabled(organization);
  organization.guardDutyPolicies.disable();
  await policiesChanged(type, call);
  return { Root: rootShape(call) };
};

/** The effective policy of an account: the caller's own, or any account for callers that may read the organization. */
export const describeEffectivePolicy: Operation<
  DescribeEffectivePolicyCommandInput,
  Partial<DescribeEffectivePolicyCommandOutput>
> = ({ PolicyType, TargetId }, call) => {
  const target = TargetId ?? call.accountId;
  const organization = target === call.accountId ? anyAccount(call) : reader(call);
  if (PolicyType !== 'GUARDDUTY_POLICY')
    throw invalidInput('INVALID_ENUM_POLICY_TYPE', `${PolicyType} has no effective policies in the simulation`);
  if (!organization.has(target)) throw targetNotFound();
  const effective = organization.guardDutyPolicies.effective(target);
  if (!effective) throw noEffectivePolicy();
  const LastUpdatedTimestamp = now(call);
  return {
    EffectivePolicy: { PolicyContent: JSON.stringify(effective), LastUpdatedTimestamp, TargetId: target, PolicyType },
  };
};

/** @throws PolicyTypeNotEnabledException */
export function requireEnabled({ guardDutyPolicies }: Organization): void {
  if (!guardDutyPolicies.enabled)
    throw refused('PolicyTypeNotEnabledException', "The specified policy type isn't currently enabled in this root.");
}

function knownRoot({ rootId }: Organization, id: string | undefined): void {
  if (id !== rootId) throw refused('RootNotFoundException', "You specified a root that doesn't exist.");
}

function now({ world }: Call): Date {
  return new Date(world.clock.now());
}

function noEffectivePolicy() {
  return refused(
    'EffectivePolicyNotFoundException',
    "If you ran this action on the management account, this policy type is not enabled. If you ran the action on a member account, the account doesn't have an effective policy of this type.",
  );
}
