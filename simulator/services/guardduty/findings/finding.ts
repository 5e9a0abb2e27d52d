import type { Finding } from '@aws-sdk/client-guardduty';

/** A finding as a detector keeps it: the member's and its administrator's hold the same record. */
export interface StoredFinding {
  readonly position: number;
  finding: Finding;
}
