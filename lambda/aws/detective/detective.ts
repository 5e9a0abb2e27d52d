import {
  CreateGraphCommand,
  CreateMembersCommand,
  type DatasourcePackage,
  DeleteGraphCommand,
  DeleteMembersCommand,
  DescribeOrganizationConfigurationCommand,
  type DetectiveClient,
  DisableOrganizationAdminAccountCommand,
  EnableOrganizationAdminAccountCommand,
  GetMembersCommand,
  ListDatasourcePackagesCommand,
  ListGraphsCommand,
  ListMembersCommand,
  ListOrganizationAdminAccountsCommand,
  StartMonitoringMemberCommand,
  UpdateDatasourcePackagesCommand,
  UpdateOrganizationConfigurationCommand,
} from '@aws-sdk/client-detective';
import { RolloutError } from '../../reconcile/errors';
import { call, ensure, everyItem, inBatches, type Spent } from '../call';
import { hasCode, isConflict } from '../error-predicates';
import type { Invitee, OrganizationAdministrator } from '../guardduty/detector';
import { DETECTIVE_PAGE } from '../limits';
import { notYet, type Refusal, refusal, refusalsIn, wordsOf } from '../refusals';
import { type GraphArn, type GraphMember, graphMember } from './graph';

/** Detective in one region. Callers do not name the graph: an account administers at most one in a region. */
export class Detective {
  private graphArn: GraphArn | undefined;

  constructor(
    private readonly client: DetectiveClient,
    readonly region: string,
    private readonly spent: Spent,
  ) {}

  /** ARN of the graph that the account administers; undefined if there is none. */
  async graph(): Promise<GraphArn | undefined> {
    const [graph] = await this.call('listing Detective graphs', () =>
      everyItem(async (NextToken) => {
        const page = await this.client.send(new ListGraphsCommand({ NextToken }));
        return { items: page.GraphList, next: page.NextToken };
      }),
    );
    this.graphArn = graph?.Arn;
    return graph?.Arn;
  }

  /** Creates the graph; AWS returns the existing one if there is one. */
  async createGraph(): Promise<void> {
    const created = await this.settled('creating Detective graph', () => this.client.send(new CreateGraphCommand({})));
    this.graphArn = created.GraphArn;
  }

  /** The organization's administrator in the region; only the management account may call this. */
  async organizationAdministrator(): Promise<OrganizationAdministrator | undefined> {
    const [administrator] = await this.call('listing Detective organization administrators', () =>
      everyItem(async (NextToken) => {
        const page = await this.client.send(new ListOrganizationAdminAccountsCommand({ NextToken }));
        return { items: page.Administrators, next: page.NextToken };
      }),
    );
    // Detective has no intermediate state: an account is the administrator or not
    return administrator?.AccountId ? { account: administrator.AccountId, status: 'ENABLED' } : undefined;
  }

  /** Makes an account the administrator in the region; its graph becomes the organization's. */
  async enableOrganizationAdministrator(account: string): Promise<void> {
    await ensure(`enabling Detective organization administrator (${account})`, this.region, () =>
      this.client.send(new EnableOrganizationAdminAccountCommand({ AccountId: account })),
    );
  }

  /** Whether AWS enables accounts that join the organization; only the administrator may call this. */
  async autoEnable(): Promise<boolean> {
    const GraphArn = await this.ownGraph();
    try {
      const answer = await this.call(`reading Detective organization configuration (${GraphArn})`, () =>
        this.client.send(new DescribeOrganizationConfigurationCommand({ GraphArn })),
      );
      return answer.AutoEnable ?? false;
    } catch (error) {
      throw whenNotAdministrator(error);
    }
  }

  async setAutoEnable(AutoEnable: boolean): Promise<void> {
    const GraphArn = await this.ownGraph();
    await this.call(`updating Detective organization configuration (${GraphArn})`, () =>
      this.client.send(new UpdateOrganizationConfigurationCommand({ GraphArn, AutoEnable })),
    );
  }

  /** Every account in the graph, in any state. */
  async members(): Promise<GraphMember[]> {
    const GraphArn = await this.ownGraph();
    return this.call(`listing Detective members (${GraphArn})`, () =>
      everyItem(async (NextToken) => {
        const page = await this.client.send(
          new ListMembersCommand({ GraphArn, MaxResults: DETECTIVE_PAGE, NextToken }),
        );
        return { items: page.MemberDetails?.map(graphMember), next: page.NextToken };
      }),
    );
  }

  /** The `MemberStatus` of those accounts that are in the graph, by account. */
  async statusOf(accounts: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const GraphArn = await this.ownGraph();
    const members = await inBatches(accounts, this.spent, async (AccountIds) => {
      const answer = await this.call(`reading Detective members (${GraphArn})`, () =>
        this.client.send(new GetMembersCommand({ GraphArn, AccountIds: [...AccountIds] })),
      );
      return (answer.MemberDetails ?? []).map(graphMember);
    });
    return new Map(members.map(({ account, status }) => [account, status]));
  }

  /**
   * Enrols accounts of the organization. At the graph's quota AWS refuses a whole batch (402): it is halved until the rest
   * fits, and the accounts after it are refused without a call (T3).
   */
  async createMembers(accounts: readonly Invitee[]): Promise<Refusal[]> {
    let full: string | undefined;
    const enrol = async (batch: readonly Invitee[]): Promise<Refusal[]> => {
      if (full !== undefined) return batch.map(({ id }) => overQuota(id, full ?? ''));
      try {
        return await this.enrol(batch);
      } catch (error) {
        if (!hasCode(error, 'ServiceQuotaExceeded')) throw error;
        const [first] = batch;
        if (!first || batch.length === 1) {
          full = wordsOf(error);
          return batch.map(({ id }) => overQuota(id, full ?? ''));
        }
        const middle = Math.ceil(batch.length / 2);
        return [...(await enrol(batch.slice(0, middle))), ...(await enrol(batch.slice(middle)))];
      }
    };
    return inBatches(accounts, this.spent, enrol);
  }

  /** Asks AWS to check the data volume of members again and to enable them; one call for each account. */
  async startMonitoring(accounts: readonly string[]): Promise<Refusal[]> {
    const GraphArn = await this.ownGraph();
    const refused: Refusal[] = [];
    for (const AccountId of accounts) {
      if (this.spent()) break;
      const doing = `starting to monitor Detective member (${AccountId})`;
      try {
        await this.call(doing, () => this.client.send(new StartMonitoringMemberCommand({ GraphArn, AccountId })));
      } catch (error) {
        // conflict (T4), quota (T3), a member that is gone: the failure of one account does not affect the others
        if (!hasCode(error, 'Refused', 'ServiceQuotaExceeded')) throw error;
        refused.push({ ...refusal('StartMonitoringMember', AccountId, wordsOf(error)), reason: error.code });
      }
    }
    return refused;
  }

  /** Removes accounts from the graph; the data that they contributed stays in it. */
  async deleteMembers(accounts: readonly string[]): Promise<Refusal[]> {
    const GraphArn = await this.ownGraph();
    const refusals = await inBatches(accounts, this.spent, async (batch) => {
      const answer = await this.settled(`deleting Detective members (${batch.length} accounts)`, () =>
        this.client.send(new DeleteMembersCommand({ GraphArn, AccountIds: [...batch] })),
      );
      return refusalsIn('DeleteMembers', answer.UnprocessedAccounts);
    });
    return refusals.filter(({ words }) => !/is not a member/i.test(words));
  }

  /** Deletes the graph with all its data. */
  async deleteGraph(): Promise<void> {
    const GraphArn = await this.graph();
    if (GraphArn === undefined) return;
    await this.settled(`deleting Detective graph (${GraphArn})`, () =>
      this.client.send(new DeleteGraphCommand({ GraphArn })),
    );
    this.graphArn = undefined;
  }

  /** Revokes the delegation in the region, which deletes the organization's graph (D14); only the management account may call this. */
  async disableOrganizationAdministrator(): Promise<void> {
    await this.call('disabling Detective organization administrator', () =>
      this.client.send(new DisableOrganizationAdminAccountCommand({})),
    );
  }

  /** The data source packages of the graph, by name: `STARTED`, `STOPPED`, `DISABLED`. */
  async packages(): Promise<Readonly<Record<string, string>>> {
    const GraphArn = await this.ownGraph();
    const entries = await this.call(`listing Detective data source packages (${GraphArn})`, () =>
      everyItem(async (NextToken) => {
        const page = await this.client.send(new ListDatasourcePackagesCommand({ GraphArn, NextToken }));
        const items = Object.entries(page.DatasourcePackages ?? {}).map(([name, detail]): [string, string] => [
          name,
          detail.DatasourcePackageIngestState ?? 'DISABLED',
        ]);
        return { items, next: page.NextToken };
      }),
    );
    return Object.fromEntries(entries);
  }

  async startPackages(packages: readonly DatasourcePackage[]): Promise<void> {
    const GraphArn = await this.ownGraph();
    await this.call(`starting Detective data source packages (${packages.join(', ')})`, () =>
      this.client.send(new UpdateDatasourcePackagesCommand({ GraphArn, DatasourcePackages: [...packages] })),
    );
  }

  /** T4: a conflict with another change is transient; the next pass observes the result of both. */
  private async settled<T>(doing: string, send: () => Promise<T>): Promise<T> {
    try {
      return await this.call(doing, send);
    } catch (error) {
      throw isConflict(error) ? notYet(error, /./, 'the next pass looks again') : error;
    }
  }

  private async enrol(batch: readonly Invitee[]): Promise<Refusal[]> {
    const GraphArn = await this.ownGraph();
    const Accounts = batch.map(({ id, email }) => ({ AccountId: id, EmailAddress: email }));
    const answer = await this.call(`creating Detective members (${Accounts.length} accounts)`, () =>
      this.client.send(new CreateMembersCommand({ GraphArn, Accounts, DisableEmailNotification: true })),
    );
    return refusalsIn('CreateMembers', answer.UnprocessedAccounts);
  }

  private async ownGraph(): Promise<GraphArn> {
    const arn = this.graphArn ?? (await this.graph());
    if (arn !== undefined) return arn;
    throw new RolloutError('NotSettled', `finding Detective graph in ${this.region}: the account has none yet`);
  }

  private call<T>(doing: string, send: () => Promise<T>): Promise<T> {
    return call(doing, this.region, send);
  }
}

/** An account that is refused despite its permissions is not the administrator, or AWS has not noticed yet (D5). */
function whenNotAdministrator(error: unknown): unknown {
  if (!hasCode(error, 'Refused', 'AccessDenied') || /not authorized to perform/i.test(error.message)) return error;
  return new RolloutError('NotAdministrator', error.story, {
    hint: 'the management account must delegate Detective to it here first',
    cause: error.cause,
  });
}

function overQuota(account: string, words: string): Refusal {
  return { ...refusal('CreateMembers', account, words), reason: 'MemberLimitReached' };
}
