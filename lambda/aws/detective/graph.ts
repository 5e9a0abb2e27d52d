import type { MemberDetail } from '@aws-sdk/client-detective';

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
  /** when AWS last changed its status or looked at its data volume, in milliseconds */
  readonly lookedAt?: number;
}

/** Whether an account contributes to the graph. */
export function isEnabled({ status }: GraphMember): boolean {
  return status === 'ENABLED';
}

/** An account in a graph, as ListMembers and GetMembers show it. */
export function graphMember(detail: MemberDetail): GraphMember {
  const { AccountId = '', Status = 'ENABLED', DisabledReason, InvitedTime, UpdatedTime } = detail;
  return {
    account: AccountId,
    status: Status,
    ...(DisabledReason ? { disabledReason: DisabledReason } : {}),
    ...(InvitedTime ? { invitedAt: InvitedTime.getTime() } : {}),
    ...(UpdatedTime ? { lookedAt: UpdatedTime.getTime() } : {}),
  };
}
