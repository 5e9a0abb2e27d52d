import {
  CreateDetectorCommand,
  CreateMembersCommand,
  DescribeOrganizationConfigurationCommand,
  EnableOrganizationAdminAccountCommand,
  GetAdministratorAccountCommand,
  GetDetectorCommand,
  GetMemberDetectorsCommand,
  ListMembersCommand,
  ListOrganizationAdminAccountsCommand,
  type Member as SdkMember,
  StartMonitoringMembersCommand,
  TagResourceCommand,
  UpdateDetectorCommand,
  UpdateMemberDetectorsCommand,
  UpdateOrganizationConfigurationCommand,
} from '@aws-sdk/client-guardduty';
import { ensure, everyItem, inBatches } from '../call';
import { hasCode } from '../error-predicates';
import { BATCH } from '../limits';
import { type Refusal, refusalsIn, refused as refusedAs, whenOutOfRange } from '../refusals';
import type {
  Detector,
  DetectorChange,
  Frequency,
  Invitee,
  Member,
  OrganizationAdministrator,
  OrganizationConfiguration,
} from './detector';
import {
  detectorFeatures,
  detectorRequest,
  memberRequest,
  organizationFeatures,
  organizationRequest,
} from './feature-requests';
import { type AutoEnable, type Features, requests, type Status, sendFeatures } from './features';
import { GuardDutyPort } from './port';
import { type NoteName, noteKeys, notesIn, noteTags, type RefusalNote } from './refusal-notes';

/** GuardDuty in one region. */
export class GuardDuty extends GuardDutyPort {
  private tags: Readonly<Record<string, string>> = {};

  /** The account's own detector; undefined if it has none. */
  async detector(): Promise<Detector | undefined> {
    const id = await this.findDetector();
    if (id === undefined) return undefined;
    const detector = await this.call(`reading GuardDuty detector (${id})`, () =>
      this.client.send(new GetDetectorCommand({ DetectorId: id })),
    );
    this.tags = detector.Tags ?? {};
    return {
      id,
      enabled: detector.Status === 'ENABLED',
      frequency: detector.FindingPublishingFrequency ?? 'SIX_HOURS',
      features: detectorFeatures(detector.Features),
      notes: notesIn(this.tags),
    };
  }

  /**
   * Creates the detector with every given feature. AWS accepts all of them or none and does not say which one it refuses
   * (R6); then the detector is created without any, and the features are set one by one.
   */
  async createDetector(frequency: Frequency, features: Features<Status>): Promise<Refusal[]> {
    const create = (features: Features<Status>) =>
      ensure('creating GuardDuty detector', this.region, () =>
        this.client.send(
          new CreateDetectorCommand({
            Enable: true,
            FindingPublishingFrequency: frequency,
            Features: detectorRequest(features),
          }),
        ),
      );
    this.detectorId = undefined;
    try {
      // legacy runtime monitoring starts disabled and must not be named together with its successor (R8)
      await create(requests(features).at(-1) ?? {});
      return [];
    } catch (error) {
      if (!hasCode(error, 'Refused')) throw error;
      await create({});
      const refused = await this.updateDetector({ features });
      // a disabled feature that AWS does not know in the region is as desired
      return refused.filter(({ subject }) => features[subject]?.state === 'ENABLED');
    }
  }

  async updateDetector(change: DetectorChange): Promise<Refusal[]> {
    const DetectorId = await this.ownDetector();
    return sendFeatures('UpdateDetector', change.features ?? {}, async (features) => {
      await this.call(`updating GuardDuty detector (${DetectorId})`, () =>
        this.client.send(
          new UpdateDetectorCommand({
            DetectorId,
            Enable: change.enable,
            FindingPublishingFrequency: change.frequency,
            Features: Object.keys(features).length > 0 ? detectorRequest(features) : undefined,
          }),
        ),
      );
    });
  }

  /** The account that administers this account's detector; undefined for administrators and standalone accounts. */
  async administrator(): Promise<string | undefined> {
    const DetectorId = await this.ownDetector();
    const answer = await this.call(`reading GuardDuty administrator (${DetectorId})`, () =>
      this.client.send(new GetAdministratorAccountCommand({ DetectorId })),
    );
    return answer.Administrator?.AccountId;
  }

  /** The organization's delegated administrator in the region; only the management account may call this. */
  async organizationAdministrator(): Promise<OrganizationAdministrator | undefined> {
    const [administrator] = await this.call('listing GuardDuty organization administrators', () =>
      everyItem(async (NextToken) => {
        const page = await this.client.send(new ListOrganizationAdminAccountsCommand({ NextToken }));
        return { items: page.AdminAccounts, next: page.NextToken };
      }),
    );
    if (!administrator?.AdminAccountId) return undefined;
    return { account: administrator.AdminAccountId, status: administrator.AdminStatus ?? 'ENABLED' };
  }

  /** Makes an account the delegated administrator in the region. */
  async enableOrganizationAdministrator(account: string): Promise<void> {
    const doing = `enabling GuardDuty organization administrator (${account})`;
    try {
      await ensure(doing, this.region, () =>
        this.client.send(new EnableOrganizationAdminAccountCommand({ AdminAccountId: account })),
      );
    } catch (error) {
      // "…an invalid or out-of-range value is specified as an input parameter.": what a young organization, or one that
      // for minutes after the organization has begun to trust the service, AWS answers as if it did not (D1)
      throw whenOutOfRange(error, 'NotSettled', 'AWS answers so while trusted access or the account is new');
    }
  }

  /** The organization configuration; only the delegated administrator may call this. */
  async organizationConfiguration(): Promise<OrganizationConfiguration> {
    const DetectorId = await this.ownDetector();
    const doing = `reading GuardDuty organization configuration (${DetectorId})`;
    const describe = (NextToken?: string) =>
      this.client.send(new DescribeOrganizationConfigurationCommand({ DetectorId, NextToken }));
    const first = await this.callAsAdministrator(doing, () => describe());
    const features = await this.call(doing, () =>
      everyItem(async (token) => {
        const page = token === undefined ? first : await describe(token);
        return { items: page.Features, next: page.NextToken };
      }),
    );
    return {
      autoEnable: first.AutoEnableOrganizationMembers ?? (first.AutoEnable ? 'NEW' : 'NONE'),
      limitReached: first.MemberAccountLimitReached ?? false,
      features: organizationFeatures(features),
    };
  }

  /** Updates the organization configuration. AWS requires `autoEnable` in every update; features that are not named keep their value. */
  async updateOrganizationConfiguration(autoEnable: AutoEnable, features: Features<AutoEnable>): Promise<Refusal[]> {
    const DetectorId = await this.ownDetector();
    const doing = `updating GuardDuty organization configuration (${DetectorId})`;
    return sendFeatures('UpdateOrganizationConfiguration', features, async (some) => {
      const Features = Object.keys(some).length > 0 ? organizationRequest(some) : undefined;
      const input = { DetectorId, AutoEnableOrganizationMembers: autoEnable, Features };
      await this.call(doing, () => this.client.send(new UpdateOrganizationConfigurationCommand(input)));
    });
  }

  /** Every account of which the administrator has a record, in any state. */
  async members(): Promise<Member[]> {
    const DetectorId = await this.ownDetector();
    return this.call(`listing GuardDuty members (${DetectorId})`, () =>
      everyItem(async (NextToken) => {
        // without `onlyAssociated: false` AWS omits members that are not monitored, which are the ones that need action
        const page = await this.client.send(
          new ListMembersCommand({ DetectorId, OnlyAssociated: 'false', MaxResults: BATCH, NextToken }),
        );
        return { items: page.Members?.map(member), next: page.NextToken };
      }),
    );
  }

  /** As {@link members}; none if this account has no detector. */
  async membersIfAny(): Promise<Member[]> {
    return (await this.findDetector()) === undefined ? [] : this.members();
  }

  /** Enrols accounts of the organization; AWS applies the organization configuration to each. */
  async createMembers(accounts: readonly Invitee[]): Promise<Refusal[]> {
    const DetectorId = await this.ownDetector();
    return inBatches(accounts, this.spent, async (batch) => {
      const AccountDetails = batch.map(({ id, email }) => ({ AccountId: id, Email: email }));
      const answer = await this.call(`creating GuardDuty members (${AccountDetails.length} accounts)`, () =>
        this.client.send(new CreateMembersCommand({ DetectorId, AccountDetails })),
      );
      return refusalsIn('CreateMembers', answer.UnprocessedAccounts);
    });
  }

  /** Notes on the account's own detector what AWS refused; {@link detector} reads it. */
  rememberRefusals(ResourceArn: string, name: NoteName, note: RefusalNote): Promise<Refusal[]> {
    const Tags = noteTags(name, note, noteKeys(name, this.tags));
    return refusedAs('TagResource', this.region, () =>
      this.call(`tagging GuardDuty detector (${ResourceArn})`, () =>
        this.client.send(new TagResourceCommand({ ResourceArn, Tags })),
      ),
    );
  }

  /** Resumes the suspended detectors of members. */
  startMonitoring(accounts: readonly string[]): Promise<Refusal[]> {
    return this.eachBatch('StartMonitoringMembers', 'starting to monitor', accounts, (DetectorId, AccountIds) =>
      this.client.send(new StartMonitoringMembersCommand({ DetectorId, AccountIds })),
    );
  }

  /** The features of members' detectors by account; accounts for which AWS returns none are absent. */
  async memberFeatures(accounts: readonly string[]): Promise<ReadonlyMap<string, Features<Status>>> {
    const DetectorId = await this.ownDetector();
    const entries = await inBatches(
      accounts,
      () => false,
      async (batch) => {
        const answer = await this.call(`reading GuardDuty member detectors (${batch.length} accounts)`, () =>
          this.client.send(new GetMemberDetectorsCommand({ DetectorId, AccountIds: [...batch] })),
        );
        return (answer.MemberDataSourceConfigurations ?? []).map(
          ({ AccountId = '', Features }): [string, Features<Status>] => [AccountId, detectorFeatures(Features)],
        );
      },
    );
    return new Map(entries);
  }

  /** Sets features on members' detectors. A feature that AWS refuses in one batch is left out of the next ones. */
  async updateMemberFeatures(accounts: readonly string[], features: Features<Status>): Promise<Refusal[]> {
    const DetectorId = await this.ownDetector();
    const refused = new Set<string>();
    return inBatches(accounts, this.spent, async (batch) => {
      const left = Object.fromEntries(Object.entries(features).filter(([name]) => !refused.has(name)));
      const unprocessed: Refusal[] = [];
      const refusedFeatures = await sendFeatures('UpdateMemberDetectors', left, async (some) => {
        const input = { DetectorId, AccountIds: [...batch], Features: memberRequest(some) };
        const answer = await this.call(`updating GuardDuty member detectors (${batch.length} accounts)`, () =>
          this.client.send(new UpdateMemberDetectorsCommand(input)),
        );
        unprocessed.push(...refusalsIn('UpdateMemberDetectors', answer.UnprocessedAccounts));
      });
      for (const { subject } of refusedFeatures) refused.add(subject);
      return [...refusedFeatures, ...unprocessed];
    });
  }

  /** AWS's "…an invalid or out-of-range value…" also means that the account is not the administrator (D6). */
  private async callAsAdministrator<T>(doing: string, send: () => Promise<T>): Promise<T> {
    try {
      return await this.call(doing, send);
    } catch (error) {
      throw whenOutOfRange(
        error,
        'NotAdministrator',
        'the management account must delegate GuardDuty to it here first',
      );
    }
  }
}

function member({ AccountId = '', RelationshipStatus = '', UpdatedAt = '' }: Partial<SdkMember>): Member {
  const updatedAt = Date.parse(UpdatedAt);
  return { account: AccountId, status: RelationshipStatus, ...(Number.isNaN(updatedAt) ? {} : { updatedAt }) };
}
