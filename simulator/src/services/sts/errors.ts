import { AwsError } from '../../kernel/aws-error';

/** An invalid parameter. */
export function validationError(message: string): AwsError {
  return new AwsError('ValidationError', 400, message);
}

/** A parameter that breaks a constraint of the model, in the model's words. */
export function constraintError(value: unknown, parameter: string, constraint: string): AwsError {
  return validationError(
    `1 validation error detected: Value '${value}' at '${parameter}' failed to satisfy constraint: ${constraint}`,
  );
}

/** A role that the caller may not assume, or that does not exist: STS does not distinguish the two. */
export function notAuthorized(callerArn: string, roleArn: string): AwsError {
  return new AwsError(
    'AccessDenied',
    403,
    `User: ${callerArn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
  );
}
