/** How often AWS is asked, and how much of it at the same time: each number once. No SDK. */

/** How often a call is tried, with the SDK's backoff between. */
export const ATTEMPTS = {
  /** a pass: outlasts minutes of throttling */
  controller: 10,
  /** one outside account of many: what it costs may not be what the others wait for */
  inMemberAccount: 3,
  /** the hub: few, and soon; what fails is tried again with its message */
  hub: 4,
  /** a person waits at a terminal */
  operator: 6,
  /** the function that asks for a pass: for throttling and lost connections, as a pass that runs twice changes nothing */
  pass: 3,
  /** Detective investigations: where an answer is lost, the caller looks first whether one was started all the same */
  investigation: 1,
} as const;

/** How many of a kind are worked on at the same time. */
export const CONCURRENCY = {
  /** regions that are written to or read */
  regions: 8,
  /** outside accounts, each through its role */
  memberAccounts: 10,
  /** accounts that Organizations is asked about one by one: AWS lets 20 such calls through a second, from all regions */
  organizationReads: 4,
} as const;

/** Account-list operations of GuardDuty and Detective take 1 to 50 accounts (M1). */
export const BATCH = 50;

/** Detective lists so many members or invitations in a page. */
export const DETECTIVE_PAGE = 200;
