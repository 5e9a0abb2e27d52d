/**
 * A finding as GuardDuty's JSON has it, in the API and in events; more members than these are kept as they come.
 */
export interface Finding {
  readonly schemaVersion: string;
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  readonly id: string;
  readonly arn: string;
  readonly type: string;
  readonly severity: number;
  readonly title: string;
  readonly description: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly resource: Readonly<Record<string, unknown>>;
  readonly service: FindingService;
  readonly [member: string]: unknown;
}

export interface FindingService {
  readonly archived: boolean;
  readonly count: number;
  readonly eventFirstSeen: string;
  readonly eventLastSeen: string;
  readonly [member: string]: unknown;
}

/** A finding as a detector keeps it: the member's and its administrator's hold the same record. */
export interface StoredFinding {
  readonly position: number;
  finding: Finding;
  /** archived by a filter as it arose: neither that nor any repeat is sent */
  readonly suppressed: boolean;
  /** whether a repeat waits for the next publication */
  updateDue: boolean;
}
