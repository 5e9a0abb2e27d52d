import { s3 as needed } from '../../iam/checks/s3';
import { admits } from '../../kernel/resource-policy';
import type { Call } from '../../kernel/service';
import type { Bucket } from './state';

/**
 * Whether a bucket lets a call in: its own account's principals unless its policy denies it, everybody else where the policy
 * allows it.
 */
export function isAdmitted(bucket: Bucket, input: unknown, call: Call): boolean {
  const policy = bucket.settings.get('Policy') as string | undefined;
  return needed(call, (input ?? {}) as Readonly<Record<string, unknown>>).every((check) =>
    admits(policy, bucket.account, { principal: call.caller, region: call.region, ...check }, call.simulation),
  );
}
