import type { AwsError } from '../../../kernel/aws-error';

/** The reason why a target did not accept an event, in the words of the dead-letter queue. */
export class DeliveryFailure extends Error {
  override readonly name = 'DeliveryFailure';

  /**
   * @param code e.g. `NO_PERMISSIONS`
   * @param retriable whether another attempt may help
   * @param afterSeconds the delay that the target requests before the next attempt
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
