import {
  AcceptInvitationCommand,
  BatchGetGraphMemberDatasourcesCommand,
  BatchGetMembershipDatasourcesCommand,
  CreateMembersCommand,
  DeleteMembersCommand,
  DisassociateMembershipCommand,
  GetMembersCommand,
  ListDatasourcePackagesCommand,
  ListInvitationsCommand,
  ListMembersCommand,
  RejectInvitationCommand,
  StartMonitoringMemberCommand,
  UpdateDatasourcePackagesCommand,
} from '@aws-sdk/client-detective';
import { SECURITY } from '../../../src/fixtures/organization-of';
import { DetectiveOrganization } from './detective-organization';

const MEMBER = '333333333333';
const OTHER = '444444444444';
const PARTNER = '999999999999';
const SUSPENDED = '666666666666';

describe('Detective members', () => {
  let world: DetectiveOrganization;
  let GraphArn: string;

  beforeEach(async () => {
    const accounts = [{ id: MEMBER }, { id: OTHER }, { id: SUSPENDED, state: 'SUSPENDED' as const }];
    const outsideAccounts = [{ id: PARTNER, email: `${PARTNER}@example.com` }];
    world = await DetectiveOrganization.start({ accounts, outsideAccounts }, [MEMBER, PARTNER]);
    await world.designate();
    GraphArn = await world.graphArn();
  });

  const refused = (name: string, httpStatusCode: number) => ({ name, $metadata: { httpStatusCode } });
  const start = (AccountId: string) =>
    world.as(SECURITY).send(new StartMonitoringMemberCommand({ GraphArn, AccountId }));
  const invitations = async () => (await world.as(PARTNER).send(new ListInvitationsCommand({}))).Invitations;
  const enableGuardDuty = (account: string) =>
    world.simulation.invoke(
      'guardduty',
      'CreateDetector',
      { Enable: true },
      {
        principal: world.simulation.principals.administrator(account),
        region: world.region,
      },
    );

  test('T6: an account of the organization is verified, then enabled without an invitation', async () => {
    const answer = await world.add([MEMBER]);
    expect(answer).toMatchObject({
      Members: [
        {
          AccountId: MEMBER,
          EmailAddress: `${MEMBER}@example.com`,
          GraphArn,
          MasterId: SECURITY,
          AdministratorId: SECURITY,
          Status: 'VERIFICATION_IN_PROGRESS',
          InvitationType: 'ORGANIZATION',
        },
      ],
      UnprocessedAccounts: [],
    });
    await world.pass(60);
    expect(await world.statuses()).toEqual({ [MEMBER]: 'ENABLED' });
    expect((await world.as(MEMBER).send(new ListInvitationsCommand({}))).Invitations).toEqual([]);
  });

  test('T2: an account without GuardDuty is accepted but disabled, until the next hourly check or StartMonitoringMember', async () => {
    await world.add([OTHER]);
    await world.pass(60);
    expect(await world.statuses()).toEqual({ [OTHER]: 'ACCEPTED_BUT_DISABLED VOLUME_UNKNOWN' });
    await start(OTHER);
    expect(await world.statuses()).toEqual({ [OTHER]: 'ACCEPTED_BUT_DISABLED VOLUME_UNKNOWN' });
    await enableGuardDuty(OTHER);
    await world.pass(3600);
    expect(await world.statuses()).toEqual({ [OTHER]: 'ENABLED' });
  });

  test('T4: StartMonitoringMember is for accounts that are accepted but disabled', async () => {
    await world.add([MEMBER, OTHER]);
    await world.pass(60);
    await enableGuardDuty(OTHER);
    await start(OTHER);
    expect(await world.statuses()).toEqual({ [MEMBER]: 'ENABLED', [OTHER]: 'ENABLED' });
    await expect(start(MEMBER)).rejects.toMatchObject(refused('ConflictException', 409));
    await expect(start(PARTNER)).rejects.toMatchObject(refused('ResourceNotFoundException', 404));
  });

  test('T8: in one call some accounts are added and others are not, each with its reason', async () => {
    await world.add([MEMBER]);
    const answer = await world.add([MEMBER, OTHER, SECURITY, SUSPENDED]);
    expect(answer.Members?.map(({ AccountId }) => AccountId)).toEqual([OTHER]);
    expect(answer.UnprocessedAccounts).toEqual([
      { AccountId: MEMBER, Reason: 'Account is already a member' },
      { AccountId: SECURITY, Reason: 'Account is the administrator account of the behavior graph' },
      { AccountId: SUSPENDED, Reason: 'Account is not active' },
    ]);
  });

  test('more than 50 accounts, none, and an invited account without an address are invalid', async () => {
    const invalid = refused('ValidationException', 400);
    const many = Array.from({ length: 51 }, (_, n) => String(700_000_000_000 + n));
    await expect(world.add(many)).rejects.toMatchObject(invalid);
    await expect(world.add([])).rejects.toMatchObject(invalid);
    const add = (AccountId: string) =>
      world.as(SECURITY).send(new CreateMembersCommand({ GraphArn, Accounts: [{ AccountId, EmailAddress: '' }] }));
    await expect(add(PARTNER)).rejects.toMatchObject(invalid);
    expect((await add(MEMBER)).Members).toHaveLength(1);
  });

  test('T3, T10: a graph has at most 1,200 members, and a call that exceeds the limit is refused with 402', async () => {
    for (let batch = 0; batch < 24; batch += 1)
      await world.add(Array.from({ length: 50 }, (_, n) => String(700_000_000_000 + batch * 50 + n)));
    await expect(world.add([MEMBER])).rejects.toMatchObject({
      ...refused('ServiceQuotaExceededException', 402),
      Resources: [MEMBER],
    });
    const again = await world.add(['700000000000']);
    expect(again.UnprocessedAccounts).toEqual([{ AccountId: '700000000000', Reason: 'Account is already a member' }]);
  });

  test('members are listed in pages and read by id', async () => {
    await world.add([MEMBER, OTHER]);
    const page = (NextToken?: string) =>
      world.as(SECURITY).send(new ListMembersCommand({ GraphArn, MaxResults: 1, NextToken }));
    const first = await page();
    expect(first.MemberDetails?.map(({ AccountId }) => AccountId)).toEqual([MEMBER]);
    const second = await page(first.NextToken);
    expect([second.MemberDetails?.[0]?.AccountId, second.NextToken]).toEqual([OTHER, undefined]);
    const read = await world.as(SECURITY).send(new GetMembersCommand({ GraphArn, AccountIds: [OTHER, PARTNER] }));
    expect(read.MemberDetails?.map(({ AccountId }) => AccountId)).toEqual([OTHER]);
    expect(read.UnprocessedAccounts).toMatchObject([{ AccountId: PARTNER }]);
  });

  test('a removed account of the organization can be enabled again', async () => {
    await world.add([MEMBER]);
    const remove = (AccountIds: string[]) =>
      world.as(SECURITY).send(new DeleteMembersCommand({ GraphArn, AccountIds }));
    expect(await remove([MEMBER, SECURITY])).toMatchObject({
      AccountIds: [MEMBER],
      UnprocessedAccounts: [{ AccountId: SECURITY }],
    });
    await world.pass(60);
    expect(await world.statuses()).toEqual({});
    await world.add([MEMBER]);
    await world.pass(60);
    expect(await world.statuses()).toEqual({ [MEMBER]: 'ENABLED' });
  });

  describe('by invitation', () => {
    const invited = async () => {
      await world.add([PARTNER]);
      await world.pass(60);
    };
    const accept = () => world.as(PARTNER).send(new AcceptInvitationCommand({ GraphArn }));

    test('an account outside the organization is verified, invited, accepts, and is enabled', async () => {
      await world.add([PARTNER]);
      expect(await invitations()).toEqual([]);
      await world.pass(60);
      expect(await invitations()).toMatchObject([
        { GraphArn, AdministratorId: SECURITY, Status: 'INVITED', InvitationType: 'INVITATION' },
      ]);
      await accept();
      expect(await world.statuses()).toEqual({ [PARTNER]: 'ACCEPTED_BUT_DISABLED VOLUME_UNKNOWN' });
      await world.pass(60);
      expect(await world.statuses()).toEqual({ [PARTNER]: 'ENABLED' });
      expect(await invitations()).toMatchObject([{ Status: 'ENABLED' }]);
    });

    test('I10: an invitation can be accepted once', async () => {
      await expect(accept()).rejects.toMatchObject(refused('ResourceNotFoundException', 404));
      await invited();
      await accept();
      await expect(accept()).rejects.toMatchObject(refused('ConflictException', 409));
    });

    test("T7: an address that is not the root user's fails the verification", async () => {
      await world
        .as(SECURITY)
        .send(
          new CreateMembersCommand({ GraphArn, Accounts: [{ AccountId: PARTNER, EmailAddress: 'a@example.com' }] }),
        );
      await world.pass(60);
      expect(await world.statuses()).toEqual({ [PARTNER]: 'VERIFICATION_FAILED' });
      expect(await invitations()).toEqual([]);
    });

    test('a declined invitation leaves nothing behind', async () => {
      await invited();
      await world.as(PARTNER).send(new RejectInvitationCommand({ GraphArn }));
      expect([await invitations(), await world.statuses()]).toEqual([[], {}]);
    });

    test('an invited member can leave, an account of the organization cannot', async () => {
      await invited();
      await world.add([MEMBER]);
      await accept();
      await world.pass(60);
      await world.as(PARTNER).send(new DisassociateMembershipCommand({ GraphArn }));
      expect(await world.statuses()).toEqual({ [MEMBER]: 'ENABLED' });
      await expect(world.as(MEMBER).send(new DisassociateMembershipCommand({ GraphArn }))).rejects.toMatchObject(
        refused('ConflictException', 409),
      );
    });

    test('to its own graph an account can also invite accounts of the organization', async () => {
      await world.createGraph(OTHER);
      const answer = await world.add([MEMBER], OTHER);
      expect(answer.Members).toMatchObject([{ InvitationType: 'INVITATION' }]);
      await world.pass(60);
      expect(await world.statuses(OTHER)).toEqual({ [MEMBER]: 'INVITED' });
    });
  });

  describe('data source packages', () => {
    test('DETECTIVE_CORE is always on, others are started for the graph and never stopped', async () => {
      const packages = async () =>
        (await world.as(SECURITY).send(new ListDatasourcePackagesCommand({ GraphArn }))).DatasourcePackages;
      expect(await packages()).toMatchObject({
        DETECTIVE_CORE: { DatasourcePackageIngestState: 'STARTED' },
        EKS_AUDIT: { DatasourcePackageIngestState: 'DISABLED' },
        ASFF_SECURITYHUB_FINDING: { DatasourcePackageIngestState: 'DISABLED' },
      });
      await world.pass(60);
      const now = new Date(world.simulation.clock.now());
      const update = (names: string[]) =>
        world.as(SECURITY).send(new UpdateDatasourcePackagesCommand({ GraphArn, DatasourcePackages: names as never }));
      await update(['EKS_AUDIT']);
      expect((await packages())?.EKS_AUDIT).toEqual({
        DatasourcePackageIngestState: 'STARTED',
        LastIngestStateChange: { STARTED: { Timestamp: now } },
      });
      await expect(update(['EVERYTHING'])).rejects.toMatchObject(refused('ValidationException', 400));
      await expect(update([])).rejects.toMatchObject(refused('ValidationException', 400));
    });

    test("both sides see since when members' data sources are ingested", async () => {
      await world.add([MEMBER]);
      await world.pass(60);
      const Timestamp = new Date(world.simulation.clock.now());
      const history = { DETECTIVE_CORE: { STARTED: { Timestamp } } };
      const byGraph = await world
        .as(SECURITY)
        .send(new BatchGetGraphMemberDatasourcesCommand({ GraphArn, AccountIds: [MEMBER, PARTNER] }));
      expect(byGraph.MemberDatasources).toEqual([
        { AccountId: MEMBER, GraphArn, DatasourcePackageIngestHistory: history },
      ]);
      expect(byGraph.UnprocessedAccounts).toMatchObject([{ AccountId: PARTNER }]);
      const unknown = `${GraphArn.slice(0, -4)}0000`;
      const byMember = await world
        .as(MEMBER)
        .send(new BatchGetMembershipDatasourcesCommand({ GraphArns: [GraphArn, unknown] }));
      expect(byMember.MembershipDatasources).toMatchObject([{ DatasourcePackageIngestHistory: history }]);
      expect(byMember.UnprocessedGraphs).toMatchObject([{ GraphArn: unknown }]);
    });
  });
});
