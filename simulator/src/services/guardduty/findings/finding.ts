/** A finding in GuardDuty's JSON, in the API and in events; members that are not listed here are kept as they are. */
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

/** A finding in a detector; a member and its administrator share the record. */
export interface StoredFinding {
  readonly position: number;
  finding: Finding;
  /** archived by a filter when it arose: neither it nor a repeat is sent */
  readonly suppressed: boolean;
  /** whether a repeat waits for the next publication */
  updateDue: boolean;
}
