/** The durations of GuardDuty's own work, in seconds of the organization's time; `BEHAVIOUR.md` says what is known about each. */
export const DELAYS = {
  /** until a new delegated administrator is listed and has its detector, and other regions may follow */
  delegation: 5,
  /** DISABLE_IN_PROGRESS until the delegated administrator is gone */
  undelegation: 60,
  /** until GuardDuty has noticed that the management account enabled it */
  managementDetector: 5,
  /** until an account that joined is enrolled (NEW, ALL) */
  join: 300,
  /** until ALL has reached every account; AWS: up to 24 hours */
  convergence: 3600,
  /** until GuardDuty policies of the organization have reached every account of a region */
  policies: 300,
  /** until the e-mail address of an invited account is checked */
  emailVerification: 60,
  /** until other changes of an account (left, suspended, closed, region) are noticed */
  accountChange: 60,
  /** how long the record of a closed account is kept */
  closedAccountKept: 90 * 24 * 3600,
  /** how long DeleteDetector is still refused after the last members left */
  membersLinger: 120,
  /** until a new finding is in EventBridge: "near real-time" */
  finding: 5,
  /** until a list is active, inactive or deleted; AWS: "a few minutes" */
  list: 60,
  /** PENDING_VERIFICATION of an export; terraform-provider-aws waits five minutes */
  destination: 60,
  /** until a new finding is in S3: "within about 5 minutes" */
  export: 300,
  /** until a failed export is retried */
  exportRetry: 900,
  /** how long an export may fail before it stops; GuardDuty keeps findings that long */
  exportGivenUp: 90 * 24 * 3600,
} as const;
