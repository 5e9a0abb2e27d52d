import type {
  DescribeResourcePolicyCommandInput,
  DescribeResourcePolicyCommandOutput,
  PutResourcePolicyCommandInput,
  PutResourcePolicyCommandOutput,
} from '@aws-sdk/client-organizations';
import type { Call, Operation } from '../../../contract/service';
import { AwsError } from '../../../kernel/aws-error';
import { ids } from '../../../kernel/ids';
import { Policy } from '../../../policy/policy';
import { management, reader } from '../callers';
import { refused } from '../errors';
import { resourcePolicies } from '../state';

/** PutResourcePolicy: the organization has one, which is replaced. */
export const putResourcePolicy: Operation<PutResourcePolicyCommandInput, Partial<PutResourcePolicyCommandOutput>> = (
  { Content: content = '' },
  call,
) => {
  management(call);
  requirePolicy(content);
  const policies = heldBy(call);
  policies.set('policy', { id: policies.get('policy')?.id ?? `rp-${ids.hex(8)}`, content });
  return { ResourcePolicy: shapeOf(call) };
};

export const describeResourcePolicy: Operation<
  DescribeResourcePolicyCommandInput,
  Partial<DescribeResourcePolicyCommandOutput>
> = (_, call) => {
  reader(call);
  return { ResourcePolicy: shapeOf(call) };
};

export const deleteResourcePolicy: Operation<object, object> = (_, call) => {
  management(call);
  shapeOf(call);
  heldBy(call).delete('policy');
  return {};
};

function heldBy({ world: { state, organization }, region }: Call) {
  return state.at(resourcePolicies, organization.managementAccountId, region);
}

function shapeOf(call: Call) {
  const held = heldBy(call).get('policy');
  if (!held)
    throw refused(
      'ResourcePolicyNotFoundException',
      "We can't find a resource policy request with the parameter that you specified.",
    );
  const { organization, partition } = call.world;
  const Arn = `arn:${partition}:organizations::${organization.managementAccountId}:resourcepolicy/${organization.id}/${held.id}`;
  return { ResourcePolicySummary: { Id: held.id, Arn }, Content: held.content };
}

function requirePolicy(content: string): void {
  try {
    Policy.parse(content);
  } catch (error) {
    if (!(error instanceof AwsError || error instanceof SyntaxError)) throw error;
    throw refused(
      'MalformedPolicyDocumentException',
      'The provided policy document does not meet the requirements of the specified policy type.',
    );
  }
}
