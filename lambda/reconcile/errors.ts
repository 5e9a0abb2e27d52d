/** The reasons that stop a rollout. Codes are permanent: callers and the runbook rely on them, never on the text. */
export type ErrorCode =
  | 'AccessDenied'
  | 'AccountsNotCovered'
  | 'AnotherAdministrator'
  | 'DeniedByPolicy'
  | 'InternalError'
  | 'InvalidDesiredState'
  | 'NotAdministrator'
  | 'NotDeployed'
  | 'NotSettled'
  | 'RegionNotOptedIn'
  | 'Refused'
  | 'ServiceNotOffered'
  | 'ServiceQuotaExceeded'
  | 'Throttled'
  | 'Unreachable'
  | 'UnsafePlan';

/** Codes of failures that usually pass: the next pass tries again. */
const TRANSIENT: ReadonlySet<string> = new Set<ErrorCode>([
  'InternalError',
  'NotAdministrator',
  'NotSettled',
  'Throttled',
  'Unreachable',
]);

/**
 * The only error class of the rollout. The message says everything in one line:
 * `<doing> <service> <thing> (<id>) in <region>: <cause>; <what a person can do>`.
 */
export class RolloutError extends Error {
  override readonly name = 'RolloutError';
  readonly hint: string | undefined;

  /** @param story the message without the hint */
  constructor(
    readonly code: ErrorCode | (string & {}),
    readonly story: string,
    options: { hint?: string | undefined; cause?: unknown } = {},
  ) {
    super(options.hint ? `${story}; ${options.hint}` : story, { cause: options.cause });
    this.hint = options.hint;
  }

  /** Whether the same call may succeed later without any action. */
  get transient(): boolean {
    return TRANSIENT.has(this.code);
  }
}
