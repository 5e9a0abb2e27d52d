import { z } from 'zod';

/** The durations of GuardDuty's own work, in seconds of the organization's time; `BEHAVIOUR.md` says what is known about each. */
export const GUARDDUTY_DELAYS = {
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

/** The durations of Detective's own work, in seconds of the organization's time; `BEHAVIOUR.md` says what is known about each. */
export const DETECTIVE_DELAYS = {
  /** until a new administrator is listed, with its organization behavior graph */
  delegation: 10,
  /** until an account's organization, or its e-mail address, is verified */
  verification: 60,
  /** until the volume of an account that accepted is known */
  volume: 60,
  /** between two checks of accounts that are accepted but disabled */
  recheck: 3600,
  /** until an investigation has ended: "within 2–3 minutes" */
  investigation: 150,
  /** until joining and leaving the organization reach Detective: up to an hour */
  organizationChange: 3600,
} as const;

const seconds = z.number().min(0);
const keysOf = <K extends string>(delays: Readonly<Record<K, number>>) => Object.keys(delays) as [K, ...K[]];

/** Durations of AWS's own work in the organization file, in seconds, by service; absent ones are the simulator's. */
export const delaysByService = z.strictObject({
  guardduty: z.partialRecord(z.enum(keysOf(GUARDDUTY_DELAYS)), seconds).default({}),
  detective: z.partialRecord(z.enum(keysOf(DETECTIVE_DELAYS)), seconds).default({}),
});

/**
 * Durations of a real account on a bad day. Documented by AWS: joining and ALL (24 hours), the volume (up to two days), the change of
 * an organization in Detective (24 hours), findings and exports (5 minutes). Five minutes for delegation, deletion and export
 * destinations are how long terraform-provider-aws waits. The others are inferred.
 */
export const SLOW_DELAYS: z.output<typeof delaysByService> = {
  guardduty: {
    delegation: 5 * 60,
    undelegation: 5 * 60,
    managementDetector: 5 * 60,
    join: 24 * 3600,
    convergence: 24 * 3600,
    policies: 24 * 3600,
    emailVerification: 15 * 60,
    accountChange: 3600,
    membersLinger: 5 * 60,
    finding: 5 * 60,
    list: 5 * 60,
    destination: 5 * 60,
  },
  detective: {
    delegation: 5 * 60,
    verification: 15 * 60,
    volume: 48 * 3600,
    investigation: 10 * 60,
    organizationChange: 24 * 3600,
  },
};
