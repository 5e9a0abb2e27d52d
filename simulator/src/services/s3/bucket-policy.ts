import type { Call, ResourcePolicy } from '../../contract/service';
import type { World } from '../../contract/world';
import { admits } from '../../policy/resource-policy';
import { checks } from './checks';
import { type Bucket, buckets } from './state';

/**
 * Whether a bucket allows a call: to its own account's principals unless its policy denies it, to others only if the policy
 * allows it.
 */
export function isAdmitted(bucket: Bucket, input: unknown, call: Call): boolean {
  const policy = bucket.settings.get('Policy') as string | undefined;
  return checks(call, (input ?? {}) as Readonly<Record<string, unknown>>).every((check) =>
    admits(policy, bucket.account, { principal: call.caller, region: call.region, ...check }, call.world),
  );
}

/** The policy that applies to a bucket or an object, by its ARN. */
export function bucketPolicyAt(arn: string, { state }: World): ResourcePolicy | undefined {
  const name = arn.split(':')[5]?.split('/')[0] ?? '';
  for (const { value } of state.everywhere(buckets)) {
    const bucket = value.get(name);
    const document = bucket?.settings.get('Policy') as string | undefined;
    if (bucket) return { document, accountId: bucket.account };
  }
  return undefined;
}
