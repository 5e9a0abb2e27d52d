/** What stops a rollout. Codes are permanent: callers and the runbook go by them, never by the text. */
export type ErrorCode =
  | 'AccessDenied'
  | 'AccountsNotCovered'
  | 'AnotherAdministrator'
  | 'DeniedByPolicy'
  | 'InternalError'
  | 'InvalidDesiredState'
  | 'NotAdministrator'
  | 'NotSettled'
  | 'RegionNotOptedIn'
  | 'Refused'
  | 'ServiceNotOffered'
  | 'ServiceQuotaExceeded'
  | 'Throttled'
  | 'Unreachable'
  | 'UnsafePlan';

/** Codes of what AWS gets over by itself: the next pass tries again. */
const TRANSIENT: ReadonlySet<string> = new Set<ErrorCode>([
  'InternalError',
  'NotAdministrator',
  'NotSettled',
  'Throttled',
  'Unreachable',
]);

/**
 * The one error of the rollout. The message is the whole story in one line:
 * `<doing> <service> <thing> (<id>) in <region>: <cause>; <what a person can do>`.
 */
export class RolloutError extends Error {
  override readonly name = 'RolloutError';
  readonly hint: string | undefined;

  /** @param story the message without what a person can do about it */
  constructor(
    readonly code: ErrorCode | (string & {}),
    readonly story: string,
    options: { hint?: string | undefined; cause?: unknown } = {},
  ) {
    super(options.hint ? `${story}; ${options.hint}` : story, { cause: options.cause });
    this.hint = options.hint;
  }

  /** Whether the same call may succeed later without anybody doing anything. */
  get transient(): boolean {
    return TRANSIENT.has(this.code);
  }
}
