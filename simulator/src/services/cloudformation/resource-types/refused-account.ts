import { ResourceFailure } from '../engine/failure-reason';

/** Fails if a batch of one account left that account unprocessed, although the call itself succeeded. */
export function requireProcessed(
  { UnprocessedAccounts: [refused] = [] }: Batch,
  gone: RegExp | undefined = undefined,
): void {
  const words = refused?.Result ?? refused?.Reason ?? '';
  if (refused && !gone?.test(words))
    throw new ResourceFailure(`Resource handler returned message: "${words}" (HandlerErrorCode: InvalidRequest)`);
}

export interface Batch {
  /** GuardDuty gives a result, Detective a reason */
  readonly UnprocessedAccounts?: readonly { readonly Result?: string; readonly Reason?: string }[];
}
