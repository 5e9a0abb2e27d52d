import { ResourceFailure } from '../engine/failure-reason';

/** A batch of one account answers with success also where it refused that one: the resource fails all the same. */
export function requireProcessed(
  { UnprocessedAccounts: [refused] = [] }: Batch,
  gone: RegExp | undefined = undefined,
): void {
  const words = refused?.Result ?? refused?.Reason ?? '';
  if (refused && !gone?.test(words))
    throw new ResourceFailure(`Resource handler returned message: "${words}" (HandlerErrorCode: InvalidRequest)`);
}

export interface Batch {
  /** GuardDuty answers with a result, Detective with a reason */
  readonly UnprocessedAccounts?: readonly { readonly Result?: string; readonly Reason?: string }[];
}
