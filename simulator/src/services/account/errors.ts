import type { Call } from '../../contract/service';
import { AwsError } from '../../kernel/aws-error';

/** @param why the sentence that AWS adds in parentheses if there is a further reason */
export function accessDenied(call: Call, why?: string): AwsError {
  const message = `User: ${call.caller.arn} is not authorized to perform: account:${call.operation}`;
  return new AwsError('AccessDeniedException', 403, why ? `${message} (${why})` : message);
}

/** A value that Account Management does not accept, with the reason from the model. */
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
