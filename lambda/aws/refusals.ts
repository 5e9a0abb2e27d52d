import { type ErrorCode, RolloutError } from '../reconcile/errors';
import { hasCode, isAccessDenied, isThrottled, isUnresolved, meansAlreadyDone } from './error-predicates';

/** An account or plan that AWS refused, in an answer that is otherwise a success. */
export interface Refusal {
  /** the operation that was refused */
  readonly operation: string;
  /** the subject of the operation: account id, name of a plan, region, or whatever the action names */
  readonly subject: string;
  /** permanent code */
  readonly reason: string;
  /** AWS's own words */
  readonly words: string;
  /** whether AWS may accept it later without any action */
  readonly again: boolean;
}

interface Meaning {
  readonly pattern: RegExp;
  readonly reason: string;
  readonly again: boolean;
}

/** The meaning of AWS's messages about one account. GuardDuty and Detective send no codes here, only messages. */
const MEANINGS: readonly Meaning[] = [
  // "Operation failed because your organization master must first enable GuardDuty to be added as a member" (D8)
  { pattern: /must first enable GuardDuty/i, reason: 'ManagementAccountWithoutGuardDuty', again: true },
  // "Internal error" (D9)
  { pattern: /^internal (server )?error/i, reason: 'InternalError', again: true },
  // "… the given account ID is not an associated member of the current account" (M7): AWS had not finished yet
  { pattern: /not an associated member/i, reason: 'NotAssociated', again: true },
  // "… cannot delete the given member account ID since it is still associated to it."
  { pattern: /still associated to it/i, reason: 'StillAssociated', again: true },
  // "… a feature cannot be turned off for a member while organization has the feature flag set to 'All Accounts'."
  { pattern: /flag set to 'All Accounts'/i, reason: 'OrganizationEnforcesPlan', again: true },
  // "… since it cannot exceed the maximum number of allowed members."
  { pattern: /maximum number of allowed members/i, reason: 'MemberLimitReached', again: false },
  // "… cannot accept invitations since it still has created, invited or associated members."
  { pattern: /still has created, invited or associated members/i, reason: 'AdministersOthers', again: false },
  // "… has no pending invitation from the given master account ID …" (I2, I6); "… does not have an invitation from …"
  { pattern: /(no pending|not have an) invitation/i, reason: 'InvitationNotVisible', again: true },
  // "… the input detectorId is not owned by the current account." (I8): it was deleted or replaced meanwhile
  { pattern: /input detectorId is not owned/i, reason: 'DetectorNotFound', again: true },
  // "… cannot accept invitations since it is already an associated member of some master account.": mostly ours, and not
  // visible yet; the next pass reads which administrator it is
  { pattern: /member of some (master|administrator)/i, reason: 'NotSettled', again: true },
  // "… already an associated member of another master account" (M6); newer messages say administrator
  { pattern: /member of another (master|administrator)/i, reason: 'MemberOfAnotherAdministrator', again: false },
];

/** An unprocessed account in the answer to a batch. GuardDuty has the message in `Result`, Detective in `Reason`. */
interface Unprocessed {
  readonly AccountId?: string | undefined;
  readonly Result?: string | undefined;
  readonly Reason?: string | undefined;
}

/** The refusals in the answer to a batch, without accounts for which the effect exists already. */
export function refusalsIn(operation: string, unprocessed: readonly Unprocessed[] = []): Refusal[] {
  return unprocessed
    .map(({ AccountId = '', Result, Reason }) => refusal(operation, AccountId, Result ?? Reason ?? ''))
    .filter(({ words }) => !meansAlreadyDone(words));
}

/** A refusal, with the meaning of AWS's message. */
export function refusal(operation: string, subject: string, words: string): Refusal {
  const meaning = MEANINGS.find(({ pattern }) => pattern.test(words));
  return { operation, subject, words, reason: meaning?.reason ?? 'Refused', again: meaning?.again ?? false };
}

/** Makes a call whose failure must not affect others: returns an error as a refusal. */
export async function refused(operation: string, subject: string, send: () => Promise<unknown>): Promise<Refusal[]> {
  try {
    await send();
    return [];
  } catch (error) {
    if (!(error instanceof RolloutError)) throw error;
    return [{ operation, subject, reason: error.code, words: wordsOf(error), again: error.transient }];
  }
}

// "The security token included in the request is invalid.": the account has not enabled the region (R3)
const TOKEN = /^(UnrecognizedClientException|InvalidClientTokenId)$/;
// "You do not have required AWS Organization master permission", "not the master account …", "not an administrator …" (D5);
// Organizations, for an account that administers nothing yet: "You don't have permissions to access this resource."
const NOT_ADMINISTRATOR =
  /required AWS Organization master permission|not the (master|management) account|not (an|the)( delegated)? administrator|You don't have permissions to access this resource/i;
// "The request failed because another account is already enabled as GuardDuty delegated administrator …" (D2)
const ANOTHER_ADMINISTRATOR = /another account is already enabled/i;
// "The request is rejected because the input detectorId is not owned by the current account.": the id comes from AWS's own
// list a moment before, so one of the two answers is outdated
const UNSETTLED_ID = /detectorId is not owned by the current account/i;
const DISCONNECTED = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

interface SdkError extends Error {
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** The code for an error of the SDK, by name, status and message: GuardDuty uses BadRequestException for nearly everything. */
export function codeOf(error: SdkError): ErrorCode {
  const status = error.$metadata?.httpStatusCode ?? 0;
  if (isUnresolved(error)) return 'ServiceNotOffered';
  if (DISCONNECTED.has(error.code ?? '') || error.name === 'TimeoutError') return 'Unreachable';
  if (TOKEN.test(error.name)) return 'RegionNotOptedIn';
  if (isThrottled(error)) return 'Throttled';
  if (status >= 500) return 'InternalError';
  if (error.name === 'ServiceQuotaExceededException') return 'ServiceQuotaExceeded';
  if (NOT_ADMINISTRATOR.test(error.message)) return 'NotAdministrator';
  // "… with an explicit deny in a service control policy", "… because no service control policy allows the … action" (D16)
  if (/explicit deny in a service control policy|no service control policy allows/i.test(error.message))
    return 'DeniedByPolicy';
  if (isAccessDenied(error)) return 'AccessDenied';
  if (ANOTHER_ADMINISTRATOR.test(error.message)) return 'AnotherAdministrator';
  if (UNSETTLED_ID.test(error.message)) return 'NotSettled';
  // without an answer it is not a refusal: credentials could not be fetched, or the connection broke
  return status === 0 ? 'Unreachable' : 'Refused';
}

const HINTS: Partial<Record<ErrorCode, string>> = {
  RegionNotOptedIn:
    'enable the region in this account (aws account enable-region --region-name …) or remove it from the configuration; if it is enabled, the credentials are not valid',
  ServiceNotOffered: 'AWS has no endpoint for the service there: remove the region from the configuration',
  DeniedByPolicy:
    'exempt the role of this function in the service control policy, or remove the region from the configuration',
  AccessDenied: "add the permission to the function's role",
  AnotherAdministrator: 'remove that administrator first or name it in the configuration',
};

/** The RolloutError for anything that a call threw. */
export function rolloutError(doing: string, region: string, thrown: unknown): RolloutError {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const code = codeOf(error);
  const hint = HINTS[code];
  const words = error.message || error.name;
  return new RolloutError(code, `${doing} in ${region}: ${words}`, { cause: error, ...(hint ? { hint } : {}) });
}

/** AWS's own message in a RolloutError. */
export function wordsOf(error: RolloutError): string {
  return error.cause instanceof Error ? error.cause.message || error.cause.name : error.message;
}

/** The error as a transient one if AWS's message matches: the condition ends within minutes without any action. */
export function notYet(error: unknown, pattern: RegExp, hint: string): unknown {
  if (!hasCode(error, 'Refused') || !pattern.test(error.message)) return error;
  return new RolloutError('NotSettled', error.story, { hint, cause: error.cause });
}

/**
 * Translates GuardDuty's catch-all, "The request is rejected because an invalid or out-of-range value is specified as an
 * input parameter.", into its meaning for the call.
 */
export function whenOutOfRange(error: unknown, code: 'NotSettled' | 'NotAdministrator', hint: string): unknown {
  if (!hasCode(error, 'Refused') || !/invalid or out-of-range value/i.test(error.message)) return error;
  return new RolloutError(code, error.story, { hint, cause: error.cause });
}
