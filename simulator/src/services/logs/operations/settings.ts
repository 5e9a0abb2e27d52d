import type {
  AssociateKmsKeyCommandInput,
  AssociateKmsKeyCommandOutput,
  DeleteRetentionPolicyCommandInput,
  DeleteRetentionPolicyCommandOutput,
  DisassociateKmsKeyCommandInput,
  DisassociateKmsKeyCommandOutput,
  PutLogGroupDeletionProtectionCommandInput,
  PutLogGroupDeletionProtectionCommandOutput,
  PutRetentionPolicyCommandInput,
  PutRetentionPolicyCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../contract/service';
import { invalidParameter } from '../errors';
import { findLogGroup } from '../find-log-group';

const DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

/** PutRetentionPolicy: one of the periods that CloudWatch Logs accepts; here nothing expires. */
export const putRetentionPolicy: Operation<PutRetentionPolicyCommandInput, Partial<PutRetentionPolicyCommandOutput>> = (
  input,
  call,
) => {
  const group = findLogGroup(input, call);
  if (!DAYS.includes(input.retentionInDays ?? 0))
    throw invalidParameter(
      `1 validation error detected: Value '${input.retentionInDays}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [${DAYS.join(', ')}]`,
    );
  group.retentionInDays = input.retentionInDays;
  return {};
};

/** DeleteRetentionPolicy. */
export const deleteRetentionPolicy: Operation<
  DeleteRetentionPolicyCommandInput,
  Partial<DeleteRetentionPolicyCommandOutput>
> = (input, call) => {
  findLogGroup(input, call).retentionInDays = undefined;
  return {};
};

/** AssociateKmsKey: recorded. */
export const associateKmsKey: Operation<AssociateKmsKeyCommandInput, Partial<AssociateKmsKeyCommandOutput>> = (
  { logGroupName, resourceIdentifier, kmsKeyId },
  call,
) => {
  findLogGroup({ logGroupName, logGroupIdentifier: resourceIdentifier }, call).kmsKeyId = kmsKeyId;
  return {};
};

/** DisassociateKmsKey. */
export const disassociateKmsKey: Operation<DisassociateKmsKeyCommandInput, Partial<DisassociateKmsKeyCommandOutput>> = (
  { logGroupName, resourceIdentifier },
  call,
) => {
  findLogGroup({ logGroupName, logGroupIdentifier: resourceIdentifier }, call).kmsKeyId = undefined;
  return {};
};

/** PutLogGroupDeletionProtection. */
export const putLogGroupDeletionProtection: Operation<
  PutLogGroupDeletionProtectionCommandInput,
  Partial<PutLogGroupDeletionProtectionCommandOutput>
> = (input, call) => {
  findLogGroup(input, call).deletionProtection = input.deletionProtectionEnabled ?? false;
  return {};
};
