import {
  AcceptInvitationCommand,
  DeleteMembersCommand,
  type DetectiveClient,
  ListInvitationsCommand,
  ListMembersCommand,
} from '@aws-sdk/client-detective';
import { RolloutError } from '../../reconcile/errors';
import { call, everyItem, inBatches, type Spent } from '../call';
import { hasCode, isConflict } from '../error-predicates';
import { DETECTIVE_PAGE } from '../limits';
import { type Refusal, refusalsIn } from '../refusals';
import { type GraphArn, type GraphMember, graphMember } from './graph';

/** An account in the caller's graph, with the data of its invitation. */
export interface InvitedGraphMember extends GraphMember {
  /** the e-mail address that AWS verifies, as it was sent */
  readonly email: string;
}

/** An invitation to a graph as the invited account sees it. */
export interface GraphInvitation {
  /** the account that administers the graph */
  readonly administrator: string;
  readonly graph: GraphArn;
  readonly status: string;
}

/** Detective's invitations in one region, for both sides: the account that invites and the one that accepts. */
export class DetectiveInvitations {
  constructor(
    private readonly client: DetectiveClient,
    readonly region: string,
    private readonly spent: Spent,
  ) {}

  /** Every account in a graph of the caller, in any state. */
  members(GraphArn: GraphArn): Promise<InvitedGraphMember[]> {
    return this.call(`listing Detective members (${GraphArn})`, () =>
      everyItem(async (NextToken) => {
        const page = await this.client.send(
          new ListMembersCommand({ GraphArn, MaxResults: DETECTIVE_PAGE, NextToken }),
        );
        const items = page.MemberDetails?.map((detail) => ({
          ...graphMember(detail),
          email: detail.EmailAddress ?? '',
        }));
        return { items, next: page.NextToken };
      }),
    );
  }

  /** Removes members from a graph of the caller; the data that they contributed stays in it. */
  remove(GraphArn: GraphArn, accounts: readonly string[]): Promise<Refusal[]> {
    return inBatches(accounts, this.spent, async (batch) => {
      const answer = await this.call(`deleting Detective members (${batch.length} accounts)`, () =>
        this.client.send(new DeleteMembersCommand({ GraphArn, AccountIds: [...batch] })),
      );
      return refusalsIn('DeleteMembers', answer.UnprocessedAccounts);
    });
  }

  /** Every invitation that the caller has received and not declined, accepted ones included. */
  received(): Promise<GraphInvitation[]> {
    return this.call('listing Detective invitations', () =>
      everyItem(async (NextToken) => {
        const page = await this.client.send(new ListInvitationsCommand({ MaxResults: DETECTIVE_PAGE, NextToken }));
        const items = page.Invitations?.map(({ AdministratorId, MasterId = '', GraphArn = '', Status = '' }) => ({
          administrator: AdministratorId ?? MasterId,
          graph: GraphArn,
          status: Status,
        }));
        return { items, next: page.NextToken };
      }),
    );
  }

  /** Accepts the invitation to one graph; succeeds if it was accepted meanwhile (I10, T4). */
  async accept(GraphArn: GraphArn): Promise<void> {
    try {
      await this.call(`accepting Detective invitation (${GraphArn})`, () =>
        this.client.send(new AcceptInvitationCommand({ GraphArn })),
      );
    } catch (error) {
      if (!hasCode(error, 'Refused')) throw error;
      if (await this.isOpen(GraphArn)) throw asUnsettled(error);
    }
  }

  /** Whether an invitation waits for an answer. */
  private async isOpen(graph: GraphArn): Promise<boolean> {
    const invitation = (await this.received()).find((each) => each.graph === graph);
    return invitation === undefined || invitation.status === 'INVITED';
  }

  private call<T>(doing: string, send: () => Promise<T>): Promise<T> {
    return call(doing, this.region, send);
  }
}

/** A conflict about an invitation that AWS still lists as open: one of its answers is outdated. */
function asUnsettled(error: RolloutError): RolloutError {
  if (!isConflict(error)) return error;
  return new RolloutError('NotSettled', error.story, { hint: 'the next pass looks again', cause: error.cause });
}
