import type { AwsError } from '../../../kernel/aws-error';

/** Why a target did not take an event, as the dead-letter queue says it. */
export class DeliveryFailure extends Error {
  override readonly name = 'DeliveryFailure';

  /**
   * @param code e.g. `NO_PERMISSIONS`
   * @param retriable whether another attempt may help
   * @param afterSeconds how long the target asks to be left alone
   */
  constructor(
    readonly code: string,
    message: string,
    readonly retriable = false,
    readonly afterSeconds = 0,
  ) {
    super(message);
  }
}

/** A target's refusal as a failure of delivery. */
export function failureOf({ code, status, message }: AwsError): DeliveryFailure {
  if (/Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/.test(code))
    return new DeliveryFailure('THROTTLING', message, true);
  if (status >= 500) return new DeliveryFailure('INTERNAL_ERROR', message, true);
  if (/AccessDenied|AuthorizationError|NotAuthorized|Kms|KMS/.test(code))
    return new DeliveryFailure('NO_PERMISSIONS', message);
  if (/NotFound|DoesNotExist/.test(code)) return new DeliveryFailure('NO_RESOURCE', message);
  return new DeliveryFailure('SDK_CLIENT_ERROR', message);
}
