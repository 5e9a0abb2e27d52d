import {
  CreateGraphCommand,
  CreateMembersCommand,
  DetectiveClient,
  EnableOrganizationAdminAccountCommand,
  ListGraphsCommand,
  ListMembersCommand,
  ListOrganizationAdminAccountsCommand,
} from '@aws-sdk/client-detective';
import { clientOf, MANAGEMENT, organizationOf, SECURITY } from '../../../src/fixtures/organization-of';
import { detective } from '../../../src/services/detective';
import { guardduty } from '../../../src/services/guardduty';
import { Simulation } from '../../../src/simulation';

/** An organization whose Detective the tests drive by account and region; time stands still. */
export class DetectiveOrganization {
  readonly region = 'eu-west-1';

  private constructor(readonly simulation: Simulation) {}

  /** @param monitored accounts with GuardDuty on in the region */
  static async start(
    parts: Parameters<typeof organizationOf>[0] = {},
    monitored: readonly string[] = [],
  ): Promise<DetectiveOrganization> {
    const detectors = monitored.map((account) => ({ account, region: 'eu-west-1' }));
    const file = organizationOf({ guardduty: detectors, ...parts });
    return new DetectiveOrganization(await Simulation.start(file, [guardduty, detective], { clockRate: 0 }));
  }

  as(account: string, region = this.region): DetectiveClient {
    return clientOf(DetectiveClient, this.simulation, account, region);
  }

  pass(seconds: number): Promise<void> {
    return this.simulation.clock.advance(seconds);
  }

  async designate(AccountId = SECURITY, region = this.region): Promise<void> {
    await this.as(MANAGEMENT, region).send(new EnableOrganizationAdminAccountCommand({ AccountId }));
    await this.pass(10);
  }

  async administrators(region = this.region) {
    return (await this.as(MANAGEMENT, region).send(new ListOrganizationAdminAccountsCommand({}))).Administrators;
  }

  async graphArn(account = SECURITY, region = this.region): Promise<string> {
    return (await this.as(account, region).send(new ListGraphsCommand({}))).GraphList?.[0]?.Arn ?? '';
  }

  async createGraph(account: string, region = this.region): Promise<string> {
    return (await this.as(account, region).send(new CreateGraphCommand({}))).GraphArn ?? '';
  }

  /** CreateMembers by the administrator of a graph. */
  async add(accounts: readonly string[], by = SECURITY) {
    return this.as(by).send(
      new CreateMembersCommand({
        GraphArn: await this.graphArn(by),
        Accounts: accounts.map((AccountId) => ({ AccountId, EmailAddress: `${AccountId}@example.com` })),
      }),
    );
  }

  /** The status of each member of a graph, with the reason if it has one. */
  async statuses(by = SECURITY): Promise<Record<string, string>> {
    const GraphArn = await this.graphArn(by);
    const { MemberDetails } = await this.as(by).send(new ListMembersCommand({ GraphArn }));
    return Object.fromEntries(
      (MemberDetails ?? []).map(({ AccountId, Status, DisabledReason }) => [
        AccountId,
        DisabledReason ? `${Status} ${DisabledReason}` : Status,
      ]),
    );
  }
}
