import type { Call } from '../../contract/service';
import { AwsError } from '../../kernel/aws-error';

/** @param why the sentence AWS puts in brackets, where it says more than that the caller may not */
export function accessDenied(call: Call, why?: string): AwsError {
  const message = `User: ${call.caller.arn} is not authorized to perform: account:${call.operation}`;
  return new AwsError('AccessDeniedException', 403, why ? `${message} (${why})` : message);
}

/** A value that Account Management does not take, with the reason the model names. */
export function validation(
  reason: 'invalidRegionOptTarget' | 'fieldValidationFailed',
  message: string,
  fieldList: readonly { readonly name: string; readonly message: string }[] = [],
): AwsError {
  return new AwsError('ValidationException', 400, message, { reason, fieldList });
}

export function conflict(message: string): AwsError {
  return new AwsError('ConflictException', 409, message);
}

export function tooManyRequests(): AwsError {
  return new AwsError('TooManyRequestsException', 429, 'Too Many Requests', { errorType: 'TooManyRequestsException' });
}
