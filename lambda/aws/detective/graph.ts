/** An account's behavior graph in a region is known by its ARN. */
export type GraphArn = string;

/** An account in the graph; any status counts as there (T8). */
export interface GraphMember {
  readonly account: string;
  /** AWS's `MemberStatus` */
  readonly status: string;
  /** why an accepted member contributes nothing: `VOLUME_TOO_HIGH`, `VOLUME_UNKNOWN` */
  readonly disabledReason?: string;
  /** when the administrator took it in, in milliseconds; asking AWS to look again does not change that */
  readonly invitedAt?: number;
}
