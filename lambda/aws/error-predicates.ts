/** The meaning of AWS's errors, in one place for all ports. */
import { type ErrorCode, RolloutError } from '../reconcile/errors';

/** The error that the SDK threw: the cause of a RolloutError, or the error itself. */
function thrownBy(error: unknown): Error | undefined {
  const thrown = error instanceof RolloutError ? error.cause : error;
  return thrown instanceof Error ? thrown : undefined;
}

function isNamed(error: unknown, names: RegExp): boolean {
  return names.test(thrownBy(error)?.name ?? '');
}

/** Whether the error is a RolloutError with one of these codes. */
export function hasCode(error: unknown, ...codes: readonly ErrorCode[]): error is RolloutError {
  return error instanceof RolloutError && (codes as readonly string[]).includes(error.code);
}

/** Whether the same call may succeed later without any action. */
export function isTransient(error: unknown): error is RolloutError {
  return error instanceof RolloutError && error.transient;
}

/** The resource does not exist. S3: `NoSuchKey`, `NoSuchBucket`; KMS: `NotFoundException`; most: `ResourceNotFoundException`. */
export function isNotFound(error: unknown): boolean {
  return isNamed(error, /^(NoSuch(Key|Bucket)|(Resource|Account)?NotFoundException)$/);
}

/** No policy of the type applies to the account, or the type is not enabled. */
export function isNoEffectivePolicy(error: unknown): boolean {
  return isNamed(error, /^EffectivePolicyNotFoundException$/);
}

/** Organizations refuses a change of a policy or its type with one of these names, because its effect exists already. */
export function isAlreadyIn(
  error: unknown,
  state: 'DuplicatePolicyAttachment' | 'PolicyNotAttached' | 'PolicyTypeAlreadyEnabled' | 'PolicyTypeNotEnabled',
): boolean {
  return thrownBy(error)?.name === `${state}Exception`;
}

/** The bucket itself does not exist. */
export function isBucketNotFound(error: unknown): boolean {
  return isNamed(error, /^NoSuchBucket$/);
}

const UNRESOLVED = new Set(['ENOTFOUND', 'EAI_NODATA']);

/** The name of the endpoint does not resolve: AWS does not offer the service in the region (R4). */
export function isUnresolved(error: unknown): boolean {
  const thrown: (Error & { readonly code?: string }) | undefined = thrownBy(error);
  return UNRESOLVED.has(thrown?.code ?? '');
}

/** The permissions of the caller do not allow it. */
export function isAccessDenied(error: unknown): boolean {
  return isNamed(error, /^AccessDenied/);
}

/** AWS throttles calls at the moment. */
export function isThrottled(error: unknown): boolean {
  const { $metadata } = (thrownBy(error) ?? {}) as { readonly $metadata?: { readonly httpStatusCode?: number } };
  return (
    $metadata?.httpStatusCode === 429 ||
    isNamed(error, /throttl|TooManyRequests|RequestLimitExceeded|SlowDown|ConcurrentModification/i)
  );
}

/** The change conflicts with another one. */
export function isConflict(error: unknown): boolean {
  return isNamed(error, /^ConflictException$/);
}

/** Another writer was first. S3: "At least one of the pre-conditions you specified did not hold", "… due to a conflict". */
export function isConditionFailed(error: unknown): boolean {
  return isNamed(error, /^(PreconditionFailed|ConditionalRequestConflict|ConditionalCheckFailedException)$/);
}

/** AWS's messages for a change whose effect exists already (D4, M4, M5, I10). */
const ALREADY: readonly RegExp[] = [
  // "The request is rejected because the given account ID is already a member or associated member of the current account."
  /already a member or associated member of the current account/i,
  // "… the current account has already invited or is already the GuardDuty master of the given member account ID."
  /has already invited or is already the GuardDuty (master|administrator) of/i,
  // Detective: "Account is already a member"
  /account is already a member\b/i,
  // "… because the account is already enabled as the GuardDuty delegated administrator for the organization."
  /the account is already enabled as the .*delegated administrator/i,
  // Detective: "The account … is already the Detective administrator account for the organization."
  /the account \d{12} is already the Detective administrator/i,
  // "… the delegated administrator account has already been disabled and/or GuardDuty protection has been disabled." (D20)
  /delegated administrator account has already been disabled/i,
  // "The provided account is not a registered delegated administrator for your organization."
  /not a registered delegated administrator/i,
  // "The request is rejected because a detector already exists for the current account."
  /a detector already exists/i,
  // "The request failed because a publishingDestination already exists with the destinationType value provided in the request." (F1)
  /a publishingDestination already exists/i,
];

/** Whether AWS refuses a change because its effect exists already. */
export function meansAlreadyDone(words: string): boolean {
  return ALREADY.some((pattern) => pattern.test(words));
}
