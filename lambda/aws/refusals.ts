import { type ErrorCode, RolloutError } from '../reconcile/errors';
import { hasCode, isAccessDenied, isThrottled, meansAlreadyDone } from './error-predicates';

/** One account or plan AWS refused inside an answer that is a success as a whole. */
export interface Refusal {
  /** the operation that was refused */
  readonly operation: string;
  /** account id, name of a plan, region, or what the action names: what the operation was about */
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

/** What AWS's words about one account mean. GuardDuty and Detective give no codes here, so the words are all there is. */
const MEANINGS: readonly Meaning[] = [
  // "Operation failed because your organization master must first enable GuardDuty to be added as a member" (D8)
  { pattern: /must first enable GuardDuty/i, reason: 'ManagementAccountWithoutGuardDuty', again: true },
  // "Internal error" (D9)
  { pattern: /^internal (server )?error/i, reason: 'InternalError', again: true },
  // "… the given account ID is not an associated member of the current account" (M7): asked before AWS was done
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
  // "… the input detectorId is not owned by the current account." (I8): it was deleted, or made anew, meanwhile
  { pattern: /input detectorId is not owned/i, reason: 'DetectorNotFound', again: true },
  // "… cannot accept invitations since it is already an associated member of some master account.": of ours, mostly, and not
  // shown yet; the next look says whose
  { pattern: /member of some (master|administrator)/i, reason: 'NotSettled', again: true },
  // "… already an associated member of another master account" (M6), newer texts say administrator
  { pattern: /member of another (master|administrator)/i, reason: 'MemberOfAnotherAdministrator', again: false },
];

/** An account as a batch answer leaves it out: GuardDuty says `Result`, Detective says `Reason`. */
interface Unprocessed {
  readonly AccountId?: string | undefined;
  readonly Result?: string | undefined;
  readonly Reason?: string | undefined;
}

/** The refusals in a batch answer; accounts that are as asked for already are none. */
export function refusalsIn(operation: string, unprocessed: readonly Unprocessed[] = []): Refusal[] {
  return unprocessed
    .map(({ AccountId = '', Result, Reason }) => refusal(operation, AccountId, Result ?? Reason ?? ''))
    .filter(({ words }) => !meansAlreadyDone(words));
}

/** One refusal, its words read. */
export function refusal(operation: string, subject: string, words: string): Refusal {
  const meaning = MEANINGS.find(({ pattern }) => pattern.test(words));
  return { operation, subject, words, reason: meaning?.reason ?? 'Refused', again: meaning?.again ?? false };
}

/** Does one thing whose failure must not affect others: an error is returned as a refusal. */
export async function refused(operation: string, subject: string, send: () => Promise<unknown>): Promise<Refusal[]> {
  try {
    await send();
    return [];
  } catch (error) {
    if (!(error instanceof RolloutError)) throw error;
    return [{ operation, subject, reason: error.code, words: wordsOf(error), again: error.transient }];
  }
}

// "The security token included in the request is invalid.": a token of a region the account has not enabled (R3)
const TOKEN = /^(UnrecognizedClientException|InvalidClientTokenId)$/;
// "You do not have required AWS Organization master permission", "not the master account …", "not an administrator …" (D5);
// Organizations, to an account that administers nothing yet: "You don't have permissions to access this resource."
const NOT_ADMINISTRATOR =
  /required AWS Organization master permission|not the (master|management) account|not (an|the)( delegated)? administrator|You don't have permissions to access this resource/i;
// "The request failed because another account is already enabled as GuardDuty delegated administrator …" (D2)
const ANOTHER_ADMINISTRATOR = /another account is already enabled/i;
// "The request is rejected because the input detectorId is not owned by the current account.": ids come from AWS's own list a
// moment before, so one of its answers is older than the other
const UNSETTLED_ID = /detectorId is not owned by the current account/i;
const UNRESOLVED = new Set(['ENOTFOUND', 'EAI_NODATA']);
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

/** The code of an error the SDK threw, by name, status and words: GuardDuty calls nearly everything BadRequestException. */
export function codeOf(error: SdkError): ErrorCode {
  const status = error.$metadata?.httpStatusCode ?? 0;
  if (UNRESOLVED.has(error.code ?? '')) return 'ServiceNotOffered';
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
  // no answer is no refusal: credentials that could not be fetched, a connection that broke in a way not known here
  return status === 0 ? 'Unreachable' : 'Refused';
}

const HINTS: Partial<Record<ErrorCode, string>> = {
  RegionNotOptedIn:
    'enable the region in this account (aws account enable-region --region-name …) or take it out of the configuration; where it is enabled, the credentials are not valid',
  ServiceNotOffered: 'AWS has no endpoint for the service there: take the region out of the configuration',
  DeniedByPolicy: 'exempt the role of this function in the service control policy or take the region out',
  AccessDenied: "add the permission to the function's role",
  AnotherAdministrator: 'remove that administrator first or name it in the configuration',
};

/** The error of the rollout for whatever a call threw. */
export function rolloutError(doing: string, region: string, thrown: unknown): RolloutError {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const code = codeOf(error);
  const hint = HINTS[code];
  const words = error.message || error.name;
  return new RolloutError(code, `${doing} in ${region}: ${words}`, { cause: error, ...(hint ? { hint } : {}) });
}

/** What AWS itself said, without what the rollout says around it. */
export function wordsOf(error: RolloutError): string {
  return error.cause instanceof Error ? error.cause.message || error.cause.name : error.message;
}

/** A refusal, recognized by its words, that is over within minutes without any action. */
export function notYet(error: unknown, pattern: RegExp, hint: string): unknown {
  if (!hasCode(error, 'Refused') || !pattern.test(error.message)) return error;
  return new RolloutError('NotSettled', error.story, { hint, cause: error.cause });
}

/**
 * GuardDuty's catch-all, "The request is rejected because an invalid or out-of-range value is specified as an input
 * parameter.", by what it means for the call that met it.
 */
export function whenOutOfRange(error: unknown, code: 'NotSettled' | 'NotAdministrator', hint: string): unknown {
  if (!hasCode(error, 'Refused') || !/invalid or out-of-range value/i.test(error.message)) return error;
  return new RolloutError(code, error.story, { hint, cause: error.cause });
}
