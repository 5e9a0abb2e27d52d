import { AwsError } from '../../kernel/aws-error';

/** A value that EC2 does not know. */
export function invalidValue(message: string): AwsError {
  return new AwsError('InvalidParameterValue', 400, message);
}

/** What `DryRun` answers where the call would have been let through. */
export function dryRun(): AwsError {
  return new AwsError('DryRunOperation', 412, 'Request would have succeeded, but DryRun flag is set.');
}
