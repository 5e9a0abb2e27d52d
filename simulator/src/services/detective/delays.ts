/** The durations of Detective's own work, in seconds of the organization's time; `BEHAVIOUR.md` says what is known about each. */
export const DELAYS = {
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
