/** Numbers of attempts, of concurrent calls and of items in a batch. No SDK. */

/** How often a call is tried, with the SDK's backoff between attempts. */
export const ATTEMPTS = {
  /** a pass: continues through minutes of throttling */
  controller: 10,
  /** one outside account of many: few, so that the others do not wait for it */
  inMemberAccount: 3,
  /** the hub: few and fast; a failure is retried with its message */
  hub: 4,
  /** a person waits at a terminal */
  operator: 6,
  /** the function that invokes a pass: retries after throttling and lost connections are safe, since a second pass changes nothing */
  pass: 3,
  /** Detective investigations: if an answer is lost, the caller first checks whether one was started */
  investigation: 1,
} as const;

/** How many items of a kind are processed at the same time. */
export const CONCURRENCY = {
  /** regions that are written to or read */
  regions: 8,
  /** outside accounts, each through its role */
  memberAccounts: 10,
  /** accounts that are read one by one from Organizations: AWS accepts 20 such calls a second, from all regions together */
  organizationReads: 4,
} as const;

/** Operations of GuardDuty and Detective on lists of accounts accept 1 to 50 accounts (M1). */
export const BATCH = 50;

/** Members or invitations in one page of Detective's lists. */
export const DETECTIVE_PAGE = 200;
