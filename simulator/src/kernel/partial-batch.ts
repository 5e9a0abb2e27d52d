/** Accounts that a batch leaves out, and the reason it gives for each. */
export interface Unprocessed {
  readonly accounts: readonly string[];
  readonly result: string;
}

interface Batch {
  readonly AccountIds?: readonly string[];
  /** CreateMembers of GuardDuty */
  readonly AccountDetails?: readonly { readonly AccountId?: string }[];
  /** CreateMembers of Detective */
  readonly Accounts?: readonly { readonly AccountId?: string }[];
}

/** The accounts in a call's input, if it takes a list of them. */
export function accountsIn(input: unknown): string[] {
  const { AccountIds = [], AccountDetails = [], Accounts = [] } = (input ?? {}) as Batch;
  return [...AccountIds, ...[...AccountDetails, ...Accounts].map(({ AccountId = '' }) => AccountId)];
}

/** The operation without some accounts, which its answer lists as unprocessed: with `Result` in GuardDuty, `Reason` in Detective. */
export function withoutAccounts<C>(
  operation: (input: never, call: C) => unknown,
  { accounts, result }: Unprocessed,
): (input: never, call: C) => Promise<unknown> {
  return async (input, call) => {
    const out = accountsIn(input).filter((id) => accounts.includes(id));
    const rest = without(input, new Set(out));
    const output = accountsIn(rest).length > 0 ? await operation(rest as never, call) : {};
    const { UnprocessedAccounts = [] } = output as { readonly UnprocessedAccounts?: readonly unknown[] };
    const left = out.map((AccountId) => ({ AccountId, Result: result, Reason: result }));
    return { ...(output as object), UnprocessedAccounts: [...UnprocessedAccounts, ...left] };
  };
}

function without(input: Batch, out: ReadonlySet<string>): Batch {
  const { AccountIds, AccountDetails, Accounts } = input;
  const isIn = ({ AccountId = '' }: { readonly AccountId?: string }) => !out.has(AccountId);
  return {
    ...input,
    ...(AccountIds && { AccountIds: AccountIds.filter((id) => !out.has(id)) }),
    ...(AccountDetails && { AccountDetails: AccountDetails.filter(isIn) }),
    ...(Accounts && { Accounts: Accounts.filter(isIn) }),
  };
}
