import {
  AcceptAdministratorInvitationCommand,
  InviteMembersCommand,
  ListInvitationsCommand,
  ListMembersCommand,
  type Member as SdkMember,
} from '@aws-sdk/client-guardduty';
import { everyItem } from '../call';
import { BATCH } from '../limits';
import type { Refusal } from '../refusals';
import { GuardDutyPort } from './port';

/** An invited account as its administrator sees it. */
export interface InvitedMember {
  readonly account: string;
  /** the e-mail address that AWS verifies, as it was sent */
  readonly email: string;
  /** AWS's `RelationshipStatus` */
  readonly status: string;
  /** when AWS last changed it, in milliseconds since 1970 */
  readonly updatedAt?: number;
}

/** An invitation as the invited account sees it. */
export interface Invitation {
  /** the account that invites */
  readonly administrator: string;
  readonly id: string;
  readonly status: string;
}

/** GuardDuty's invitations in one region, for both sides: the account that invites and the one that accepts. */
export class GuardDutyInvitations extends GuardDutyPort {
  /** Every account of which the caller has a record, in any state; undefined if the caller has no detector yet. */
  async members(): Promise<InvitedMember[] | undefined> {
    const DetectorId = await this.findDetector();
    if (DetectorId === undefined) return undefined;
    return this.call(`listing GuardDuty members (${DetectorId})`, () =>
      everyItem(async (NextToken) => {
        const page = await this.client.send(
          new ListMembersCommand({ DetectorId, OnlyAssociated: 'false', MaxResults: BATCH, NextToken }),
        );
        return { items: page.Members?.map(invitedMember), next: page.NextToken };
      }),
    );
  }

  /** Invites members without an e-mail, since they accept through a role. */
  invite(accounts: readonly string[]): Promise<Refusal[]> {
    return this.eachBatch('InviteMembers', 'inviting', accounts, (DetectorId, AccountIds) =>
      this.client.send(new InviteMembersCommand({ DetectorId, AccountIds, DisableEmailNotification: true })),
    );
  }

  /** Every invitation that the caller has received, the accepted one included (I5). */
  received(): Promise<Invitation[]> {
    return this.call('listing GuardDuty invitations', () =>
      everyItem(async (NextToken) => {
        const page = await this.client.send(new ListInvitationsCommand({ MaxResults: BATCH, NextToken }));
        const items = page.Invitations?.map(({ AccountId = '', InvitationId = '', RelationshipStatus = '' }) => ({
          administrator: AccountId,
          id: InvitationId,
          status: RelationshipStatus,
        }));
        return { items, next: page.NextToken };
      }),
    );
  }

  /** Accepts one invitation, identified by its sender and id, never by its position in a list (I1). */
  async accept({ administrator, id }: Pick<Invitation, 'administrator' | 'id'>): Promise<void> {
    const DetectorId = await this.ownDetector();
    await this.call(`accepting GuardDuty invitation (${id}) of ${administrator}`, () =>
      this.client.send(
        new AcceptAdministratorInvitationCommand({ DetectorId, AdministratorId: administrator, InvitationId: id }),
      ),
    );
  }
}

function invitedMember({
  AccountId = '',
  Email = '',
  RelationshipStatus = '',
  UpdatedAt = '',
}: Partial<SdkMember>): InvitedMember {
  const updatedAt = Date.parse(UpdatedAt);
  return {
    account: AccountId,
    email: Email,
    status: RelationshipStatus,
    ...(Number.isNaN(updatedAt) ? {} : { updatedAt }),
  };
}
