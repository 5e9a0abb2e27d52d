import {
  CreateMembersCommand,
  DeleteDetectorCommand,
  DeleteMembersCommand,
  DisableOrganizationAdminAccountCommand,
  DisassociateFromAdministratorAccountCommand,
  DisassociateMembersCommand,
  GetAdministratorAccountCommand,
  GetMasterAccountCommand,
  GetMemberDetectorsCommand,
  GetMembersCommand,
  InviteMembersCommand,
  ListMembersCommand,
  StartMonitoringMembersCommand,
  StopMonitoringMembersCommand,
  UpdateDetectorCommand,
  UpdateMemberDetectorsCommand,
} from '@aws-sdk/client-guardduty';
import { GuardDutyOrganization } from '../../../src/fixtures/guardduty-organization';
import { MANAGEMENT, SECURITY } from '../../../src/fixtures/organization-of';

const OUT_OF_RANGE =
  'The request is rejected because an invalid or out-of-range value is specified as an input parameter.';
const NOT_ASSOCIATED =
  'The request is rejected because the given account ID is not an associated member of account the current account.';
const MEMBER = '333333333333';
const OTHER = '444444444444';

describe('GuardDuty members through AWS Organizations', () => {
  let world: GuardDutyOrganization;
  let DetectorId: string;

  const start = async (parts: Parameters<typeof GuardDutyOrganization.start>[0] = {}) => {
    world = await GuardDutyOrganization.start(parts);
    await world.delegate();
    DetectorId = await world.detectorId(SECURITY);
  };
  beforeEach(() => start());
  const admin = () => world.as(SECURITY);
  const refusal = (message: string) => ({ name: 'BadRequestException', message });

  test('CreateMembers makes an account of the organization a member at once, with GuardDuty on', async () => {
    expect(await world.add([MEMBER])).toEqual([]);
    expect(await world.member(MEMBER)).toEqual({
      AccountId: MEMBER,
      DetectorId: await world.detectorId(MEMBER),
      AdministratorId: SECURITY,
      MasterId: SECURITY,
      Email: `${MEMBER}@example.com`,
      RelationshipStatus: 'Enabled',
      UpdatedAt: world.simulation.clock.iso(),
    });
    expect((await world.detector(MEMBER)).Status).toBe('ENABLED');
  });

  test("a new member has the organization's features, and those that are NONE are off", async () => {
    await world.configure({
      AutoEnableOrganizationMembers: 'NEW',
      Features: [
        { Name: 'S3_DATA_EVENTS', AutoEnable: 'NEW' },
        {
          Name: 'RUNTIME_MONITORING',
          AutoEnable: 'ALL',
          AdditionalConfiguration: [{ Name: 'EC2_AGENT_MANAGEMENT', AutoEnable: 'NEW' }],
        },
      ],
    });
    await world.add([MEMBER]);
    expect(await world.features(MEMBER)).toMatchObject({
      S3_DATA_EVENTS: 'ENABLED',
      RUNTIME_MONITORING: 'ENABLED',
      EKS_AUDIT_LOGS: 'DISABLED',
    });
    const { Features } = await world.detector(MEMBER);
    const runtime = Features?.find(({ Name }) => Name === 'RUNTIME_MONITORING')?.AdditionalConfiguration;
    expect(runtime?.map(({ Name, Status }) => [Name, Status])).toContainEqual(['EC2_AGENT_MANAGEMENT', 'ENABLED']);
  });

  test('an existing detector is adopted, switched on if it was suspended, and keeps features that the organization does not set', async () => {
    await start({
      guardduty: [
        { account: MEMBER, region: 'eu-west-1', status: 'DISABLED', features: { S3_DATA_EVENTS: 'DISABLED' } },
      ],
    });
    const id = await world.detectorId(MEMBER);
    await world.configure({ AutoEnable: true, Features: [{ Name: 'RUNTIME_MONITORING', AutoEnable: 'NEW' }] });
    expect(await world.add([MEMBER])).toEqual([]);
    expect(await world.detectorId(MEMBER)).toBe(id);
    expect((await world.detector(MEMBER)).Status).toBe('ENABLED');
    expect(await world.features(MEMBER)).toMatchObject({
      S3_DATA_EVENTS: 'DISABLED',
      EKS_AUDIT_LOGS: 'ENABLED',
      RUNTIME_MONITORING: 'ENABLED',
    });
  });

  test('M4: a second CreateMembers is not an error, and applies the configuration again', async () => {
    await world.add([MEMBER]);
    await world.configure({ AutoEnable: true, Features: [{ Name: 'EKS_AUDIT_LOGS', AutoEnable: 'NEW' }] });
    expect(await world.add([MEMBER])).toEqual([]);
    expect(await world.features(MEMBER)).toMatchObject({ EKS_AUDIT_LOGS: 'ENABLED' });
  });

  test('M3: in one call some accounts become members and others do not, each with its reason', async () => {
    await start({
      accounts: [{ id: MEMBER }, { id: OTHER, state: 'SUSPENDED' }, { id: '555555555555' }],
      outsideAccounts: [{ id: '888888888888' }],
      guardduty: [{ account: '555555555555', region: 'eu-west-1', administrator: '888888888888' }],
    });
    expect(await world.add([MEMBER, OTHER, '555555555555', SECURITY, MANAGEMENT])).toEqual([
      { AccountId: OTHER, Result: OUT_OF_RANGE },
      {
        AccountId: '555555555555',
        Result:
          'The request is rejected because the given account ID is already an associated member of another master account.',
      },
      {
        AccountId: SECURITY,
        Result: 'The request is rejected because an account cannot become a member of itself.',
      },
      {
        AccountId: MANAGEMENT,
        Result: 'Operation failed because your organization master must first enable GuardDuty to be added as a member',
      },
    ]);
    expect(await world.statuses()).toEqual({ [MEMBER]: 'Enabled' });
  });

  test('D8: the management account can be added shortly after it has enabled GuardDuty', async () => {
    await world.enable(MANAGEMENT);
    expect(await world.add([MANAGEMENT])).toMatchObject([{ AccountId: MANAGEMENT }]);
    await world.pass(5);
    expect(await world.add([MANAGEMENT])).toEqual([]);
    expect(await world.statuses()).toEqual({ [MANAGEMENT]: 'Enabled' });
  });

  test('M1, M2: more than 50 accounts, and none, refuse the whole call', async () => {
    const accounts = Array.from({ length: 132 }, (_, n) => String(600_000_000_000 + n));
    await expect(world.add(accounts)).rejects.toMatchObject(
      refusal(
        'The request failed because the length provided for the accountDetails array was 132. Max allowed length is 50.',
      ),
    );
    await expect(admin().send(new GetMembersCommand({ DetectorId, AccountIds: [] }))).rejects.toMatchObject(
      refusal(OUT_OF_RANGE),
    );
    await expect(world.add(['1234567890123'])).rejects.toMatchObject(refusal(OUT_OF_RANGE));
  });

  test('members are listed in pages, only associated ones unless "false" is requested', async () => {
    await world.add([MEMBER, OTHER, '555555555555']);
    await admin().send(new DisassociateMembersCommand({ DetectorId, AccountIds: [OTHER] }));
    const page = (NextToken?: string, OnlyAssociated?: string) =>
      admin().send(new ListMembersCommand({ DetectorId, MaxResults: 1, NextToken, OnlyAssociated }));
    const first = await page();
    const second = await page(first.NextToken);
    expect([...(first.Members ?? []), ...(second.Members ?? [])].map(({ AccountId }) => AccountId)).toEqual([
      MEMBER,
      '555555555555',
    ]);
    expect(second.NextToken).toBeUndefined();
    const all = await page((await page(undefined, 'false')).NextToken, 'false');
    expect(all.Members).toMatchObject([{ AccountId: OTHER, RelationshipStatus: 'Removed' }]);
    for (const wrong of [{ MaxResults: 51 }, { MaxResults: 0 }, { NextToken: 'nonsense' }])
      await expect(admin().send(new ListMembersCommand({ DetectorId, ...wrong }))).rejects.toMatchObject(
        refusal(OUT_OF_RANGE),
      );
  });

  test('pages neither repeat nor skip a member if one is removed between two pages', async () => {
    await world.add([MEMBER, OTHER, '555555555555']);
    const page = (NextToken?: string) =>
      admin().send(new ListMembersCommand({ DetectorId, MaxResults: 1, NextToken, OnlyAssociated: 'false' }));
    const first = await page();
    await admin().send(new DisassociateMembersCommand({ DetectorId, AccountIds: [MEMBER] }));
    await admin().send(new DeleteMembersCommand({ DetectorId, AccountIds: [MEMBER] }));
    expect((await page(first.NextToken)).Members).toMatchObject([{ AccountId: OTHER }]);
  });

  test('StopMonitoringMembers suspends a member and StartMonitoringMembers reenables it (M16)', async () => {
    await world.add([MEMBER]);
    await admin().send(new StopMonitoringMembersCommand({ DetectorId, AccountIds: [MEMBER] }));
    expect([(await world.detector(MEMBER)).Status, await world.statuses()]).toEqual([
      'DISABLED',
      { [MEMBER]: 'Disabled' },
    ]);
    const answer = await admin().send(new StartMonitoringMembersCommand({ DetectorId, AccountIds: [MEMBER, OTHER] }));
    expect(answer.UnprocessedAccounts).toEqual([{ AccountId: OTHER, Result: NOT_ASSOCIATED }]);
    expect([(await world.detector(MEMBER)).Status, await world.statuses()]).toEqual([
      'ENABLED',
      { [MEMBER]: 'Enabled' },
    ]);
  });

  test('a member can only be deleted after it was disassociated; GuardDuty stays on in it, and CreateMembers adds it again', async () => {
    await world.add([MEMBER]);
    const remove = () => admin().send(new DeleteMembersCommand({ DetectorId, AccountIds: [MEMBER] }));
    expect((await remove()).UnprocessedAccounts).toEqual([
      {
        AccountId: MEMBER,
        Result:
          'The request is rejected because the current account cannot delete the given member account ID since it is still associated to it.',
      },
    ]);
    await admin().send(new DisassociateMembersCommand({ DetectorId, AccountIds: [MEMBER] }));
    expect(await world.statuses()).toEqual({ [MEMBER]: 'Removed' });
    const invited = await admin().send(new InviteMembersCommand({ DetectorId, AccountIds: [MEMBER] }));
    expect(invited.UnprocessedAccounts).toEqual([{ AccountId: MEMBER, Result: OUT_OF_RANGE }]);
    expect((await remove()).UnprocessedAccounts).toEqual([]);
    expect([await world.statuses(), (await world.detector(MEMBER)).Status]).toEqual([{}, 'ENABLED']);
    expect(await world.add([MEMBER])).toEqual([]);
  });

  test('M8: ALL for the organization refuses disassociating, deleting and stopping its accounts', async () => {
    await world.add([MEMBER]);
    await world.configure({ AutoEnableOrganizationMembers: 'ALL' });
    const input = { DetectorId, AccountIds: [MEMBER] };
    await expect(admin().send(new DisassociateMembersCommand(input))).rejects.toMatchObject(refusal(OUT_OF_RANGE));
    await expect(admin().send(new DeleteMembersCommand(input))).rejects.toMatchObject(refusal(OUT_OF_RANGE));
    await expect(admin().send(new StopMonitoringMembersCommand(input))).rejects.toMatchObject(refusal(OUT_OF_RANGE));
    await world.configure({ AutoEnableOrganizationMembers: 'NONE' });
    expect((await admin().send(new DisassociateMembersCommand(input))).UnprocessedAccounts).toEqual([]);
  });

  test("UpdateMemberDetectors switches members' features, except off those that are ALL in the organization", async () => {
    await world.add([MEMBER]);
    const update = (Status: 'ENABLED' | 'DISABLED', AccountIds = [MEMBER]) =>
      admin().send(
        new UpdateMemberDetectorsCommand({ DetectorId, AccountIds, Features: [{ Name: 'S3_DATA_EVENTS', Status }] }),
      );
    expect((await update('ENABLED', [MEMBER, OTHER])).UnprocessedAccounts).toEqual([
      { AccountId: OTHER, Result: NOT_ASSOCIATED },
    ]);
    const read = await admin().send(new GetMemberDetectorsCommand({ DetectorId, AccountIds: [MEMBER, OTHER] }));
    expect(read.UnprocessedAccounts).toEqual([{ AccountId: OTHER, Result: NOT_ASSOCIATED }]);
    expect(read.MemberDataSourceConfigurations).toMatchObject([
      { AccountId: MEMBER, DataSources: { S3Logs: { Status: 'ENABLED' } } },
    ]);
    const names = read.MemberDataSourceConfigurations?.[0]?.Features?.map(({ Name }) => Name);
    expect(names).toContain('RUNTIME_MONITORING');
    expect(names).not.toContain('CLOUD_TRAIL');
    await world.configure({ AutoEnable: true, Features: [{ Name: 'S3_DATA_EVENTS', AutoEnable: 'ALL' }] });
    await expect(update('DISABLED')).rejects.toMatchObject(
      refusal(
        "The request is rejected because a feature cannot be turned off for a member while organization has the feature flag set to 'All Accounts'.",
      ),
    );
  });

  test('M15: a member of the organization cannot leave, delete or suspend, nor change the settings of the administrator', async () => {
    await world.add([MEMBER]);
    const mine = { DetectorId: await world.detectorId(MEMBER) };
    const member = world.as(MEMBER);
    await expect(member.send(new DeleteDetectorCommand(mine))).rejects.toMatchObject(refusal(OUT_OF_RANGE));
    await expect(member.send(new DisassociateFromAdministratorAccountCommand(mine))).rejects.toMatchObject(
      refusal(OUT_OF_RANGE),
    );
    await expect(member.send(new UpdateDetectorCommand({ ...mine, Enable: false }))).rejects.toMatchObject(
      refusal(OUT_OF_RANGE),
    );
    const managed = refusal(
      'The request is rejected because member accounts cannot manage specified resources or properties.',
    );
    for (const change of [
      { FindingPublishingFrequency: 'ONE_HOUR' as const },
      { Features: [{ Name: 'S3_DATA_EVENTS' as const, Status: 'ENABLED' as const }] },
    ])
      await expect(member.send(new UpdateDetectorCommand({ ...mine, ...change }))).rejects.toMatchObject(managed);
    expect(
      (await member.send(new CreateMembersCommand({ ...mine, AccountDetails: [{ AccountId: OTHER, Email: 'a@b.c' }] })))
        .UnprocessedAccounts,
    ).toMatchObject([{ Result: expect.stringContaining('already an associated member of another master') }]);
  });

  test("the administrator's publishing frequency applies to its members, who keep it when the association ends", async () => {
    await world.add([MEMBER]);
    await admin().send(new UpdateDetectorCommand({ DetectorId, FindingPublishingFrequency: 'FIFTEEN_MINUTES' }));
    expect((await world.detector(MEMBER)).FindingPublishingFrequency).toBe('FIFTEEN_MINUTES');
    await admin().send(new DisassociateMembersCommand({ DetectorId, AccountIds: [MEMBER] }));
    await admin().send(new UpdateDetectorCommand({ DetectorId, FindingPublishingFrequency: 'ONE_HOUR' }));
    expect((await world.detector(MEMBER)).FindingPublishingFrequency).toBe('FIFTEEN_MINUTES');
  });

  test('GetAdministratorAccount shows a member its administrator, and nothing to an administrator or standalone account', async () => {
    await world.add([MEMBER]);
    const administrator = { AccountId: SECURITY, RelationshipStatus: 'Enabled', InvitationId: expect.any(String) };
    const mine = { DetectorId: await world.detectorId(MEMBER) };
    expect((await world.as(MEMBER).send(new GetAdministratorAccountCommand(mine))).Administrator).toMatchObject(
      administrator,
    );
    expect((await world.as(MEMBER).send(new GetMasterAccountCommand(mine))).Master).toMatchObject(administrator);
    expect((await admin().send(new GetAdministratorAccountCommand({ DetectorId }))).Administrator).toBeUndefined();
  });

  test('members of the organization were never invited, so they have no time of invitation', async () => {
    await world.add([MEMBER]);
    const { Members } = await admin().send(new ListMembersCommand({ DetectorId }));
    const mine = { DetectorId: await world.detectorId(MEMBER) };
    const { Administrator } = await world.as(MEMBER).send(new GetAdministratorAccountCommand(mine));
    expect([Members?.length, Members?.[0]?.InvitedAt, Administrator?.InvitedAt]).toEqual([1, undefined, undefined]);
  });

  test('M14: an administrator with members can neither suspend nor delete its detector, and must wait after they have left', async () => {
    await world.add([MEMBER]);
    const hasMembers = refusal(
      'The request is rejected because the current account cannot delete detector while it has invited or associated members.',
    );
    const remove = () => admin().send(new DeleteDetectorCommand({ DetectorId }));
    await expect(admin().send(new UpdateDetectorCommand({ DetectorId, Enable: false }))).rejects.toMatchObject(
      refusal(OUT_OF_RANGE),
    );
    await expect(remove()).rejects.toMatchObject(hasMembers);
    await admin().send(new DisassociateMembersCommand({ DetectorId, AccountIds: [MEMBER] }));
    await expect(remove()).rejects.toMatchObject(hasMembers);
    await world.pass(120);
    await remove();
    expect(await world.detectorId(SECURITY)).toBe('');
  });

  test('when the delegation ends, no account is a member any longer, and GuardDuty stays on', async () => {
    await world.add([MEMBER]);
    await world.as(MANAGEMENT).send(new DisableOrganizationAdminAccountCommand({ AdminAccountId: SECURITY }));
    expect(await world.statuses()).toEqual({});
    expect((await world.detector(MEMBER)).Status).toBe('ENABLED');
    const mine = { DetectorId: await world.detectorId(MEMBER) };
    expect((await world.as(MEMBER).send(new GetAdministratorAccountCommand(mine))).Administrator).toBeUndefined();
    await world.as(MEMBER).send(new DeleteDetectorCommand(mine));
  });
});
