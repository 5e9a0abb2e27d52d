import {
  CreateDetectorCommand,
  CreateMembersCommand,
  EnableOrganizationAdminAccountCommand,
  GetDetectorCommand,
  GetMembersCommand,
  GuardDutyClient,
  ListDetectorsCommand,
  ListMembersCommand,
  UpdateOrganizationConfigurationCommand,
  type UpdateOrganizationConfigurationCommandInput,
} from '@aws-sdk/client-guardduty';
import type { Service } from '../../../src/kernel/service';
import { guardduty } from '../../../src/services/guardduty';
import { Simulation } from '../../../src/simulation';
import { clientOf, MANAGEMENT, organizationOf, SECURITY } from '../../organization-of';

/** An organization whose GuardDuty the tests drive by account and region, time standing still. */
export class GuardDutyOrganization {
  readonly region = 'eu-west-1';

  constructor(readonly simulation: Simulation) {}

  static async start(
    parts: Parameters<typeof organizationOf>[0] = {},
    others: readonly Service[] = [],
  ): Promise<GuardDutyOrganization> {
    const organization = { trustedServices: ['guardduty.amazonaws.com'], ...parts.organization };
    const simulation = await Simulation.start(organizationOf({ ...parts, organization }), [guardduty, ...others], {
      clockRate: 0,
    });
    return new GuardDutyOrganization(simulation);
  }

  as(account: string, region = this.region): GuardDutyClient {
    return clientOf(GuardDutyClient, this.simulation, account, region);
  }

  pass(seconds: number): Promise<void> {
    return this.simulation.clock.advance(seconds);
  }

  /** Makes the security account the delegated administrator, in effect. */
  async delegate(region = this.region): Promise<void> {
    await this.as(MANAGEMENT, region).send(new EnableOrganizationAdminAccountCommand({ AdminAccountId: SECURITY }));
    await this.pass(5);
  }

  async detectorId(account: string, region = this.region): Promise<string> {
    return (await this.as(account, region).send(new ListDetectorsCommand({}))).DetectorIds?.[0] ?? '';
  }

  async enable(account: string, region = this.region): Promise<string> {
    return (await this.as(account, region).send(new CreateDetectorCommand({ Enable: true }))).DetectorId ?? '';
  }

  async configure(
    input: Omit<UpdateOrganizationConfigurationCommandInput, 'DetectorId'>,
    region = this.region,
  ): Promise<void> {
    const DetectorId = await this.detectorId(SECURITY, region);
    await this.as(SECURITY, region).send(new UpdateOrganizationConfigurationCommand({ DetectorId, ...input }));
  }

  /** CreateMembers by an administrator; what was not processed. */
  async add(accounts: readonly string[], by = SECURITY, region = this.region) {
    const command = new CreateMembersCommand({
      DetectorId: await this.detectorId(by, region),
      AccountDetails: accounts.map((AccountId) => ({ AccountId, Email: `${AccountId}@example.com` })),
    });
    return (await this.as(by, region).send(command)).UnprocessedAccounts;
  }

  /** The relationship statuses of all records of an administrator. */
  async statuses(by = SECURITY, region = this.region): Promise<Record<string, string | undefined>> {
    const DetectorId = await this.detectorId(by, region);
    const { Members } = await this.as(by, region).send(new ListMembersCommand({ DetectorId, OnlyAssociated: 'false' }));
    return Object.fromEntries((Members ?? []).map((member) => [member.AccountId, member.RelationshipStatus]));
  }

  async member(account: string, by = SECURITY) {
    const DetectorId = await this.detectorId(by);
    return (await this.as(by).send(new GetMembersCommand({ DetectorId, AccountIds: [account] }))).Members?.[0];
  }

  async detector(account: string, region = this.region) {
    return this.as(account, region).send(
      new GetDetectorCommand({ DetectorId: await this.detectorId(account, region) }),
    );
  }

  /** Which features are on in an account. */
  async features(account: string, region = this.region): Promise<Record<string, string | undefined>> {
    const { Features } = await this.detector(account, region);
    return Object.fromEntries((Features ?? []).map(({ Name, Status }) => [Name, Status]));
  }
}
