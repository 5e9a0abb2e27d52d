import { AwsError } from '../../kernel/aws-error';

/** A value that EC2 does not know. */
export function invalidValue(message: string): AwsError {
  return new AwsError('InvalidParameterValue', 400, message);
}

/** The answer to `DryRun` if the call would have been allowed. */
export function dryRun(): AwsError {
  return new AwsError('DryRunOperation', 412, 'Request would have succeeded, but DryRun flag is set.');
}
