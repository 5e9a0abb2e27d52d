import type { MemberDetail } from '@aws-sdk/client-detective';

/** ARN of an account's behavior graph in a region. */
export type GraphArn = string;

/** An account in the graph, in any status (T8). */
export interface GraphMember {
  readonly account: string;
  /** AWS's `MemberStatus` */
  readonly status: string;
  /** why an accepted member contributes no data: `VOLUME_TOO_HIGH`, `VOLUME_UNKNOWN` */
  readonly disabledReason?: string;
  /** when the administrator enrolled it, in milliseconds since 1970; StartMonitoringMember does not change it */
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
