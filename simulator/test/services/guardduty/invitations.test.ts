import {
  AcceptAdministratorInvitationCommand,
  AcceptInvitationCommand,
  CreateMembersCommand,
  DeclineInvitationsCommand,
  DeleteDetectorCommand,
  DeleteInvitationsCommand,
  DisassociateFromAdministratorAccountCommand,
  DisassociateFromMasterAccountCommand,
  DisassociateMembersCommand,
  GetAdministratorAccountCommand,
  GetInvitationsCountCommand,
  InviteMembersCommand,
  ListInvitationsCommand,
  UpdateDetectorCommand,
  UpdateMemberDetectorsCommand,
} from '@aws-sdk/client-guardduty';
import { GuardDutyOrganization } from '../../../src/fixtures/guardduty-organization';

const INVITER = '333333333333';
const PARTNER = '999999999999';
const SECOND = '888888888888';

describe('GuardDuty members by invitation', () => {
  let world: GuardDutyOrganization;
  let DetectorId: string;

  beforeEach(async () => {
    world = await GuardDutyOrganization.start({
      outsideAccounts: [PARTNER, SECOND].map((id) => ({ id, email: `${id}@example.com` })),
    });
    DetectorId = await world.enable(INVITER);
  });

  const refusal = (message: string) => ({ name: 'BadRequestException', message: expect.stringContaining(message) });
  const invite = async (accounts = [PARTNER], by = INVITER) => {
    const id = await world.detectorId(by);
    const answer = await world.as(by).send(new InviteMembersCommand({ DetectorId: id, AccountIds: accounts }));
    return answer.UnprocessedAccounts;
  };
  const invited = async () => {
    await world.add([PARTNER], INVITER);
    await invite();
    await world.pass(60);
  };
  const invitation = async (account = PARTNER) =>
    (await world.as(account).send(new ListInvitationsCommand({}))).Invitations?.[0];
  const accept = async () =>
    world.as(PARTNER).send(
      new AcceptAdministratorInvitationCommand({
        DetectorId: (await world.detectorId(PARTNER)) || '0'.repeat(32),
        AdministratorId: INVITER,
        InvitationId: (await invitation())?.InvitationId,
      }),
    );

  test('I3: an invitation is listed once the e-mail address is verified, and accepting it creates a member', async () => {
    await world.add([PARTNER], INVITER);
    expect(await world.statuses(INVITER)).toEqual({ [PARTNER]: 'Created' });
    expect(await invite()).toEqual([]);
    expect(await world.statuses(INVITER)).toEqual({ [PARTNER]: 'EmailVerificationInProgress' });
    expect(await invitation()).toBeUndefined();
    await world.pass(60);
    expect(await world.statuses(INVITER)).toEqual({ [PARTNER]: 'Invited' });
    expect(await invitation()).toEqual({
      AccountId: INVITER,
      InvitationId: expect.stringMatching(/^[0-9a-f]{32}$/),
      RelationshipStatus: 'Invited',
      InvitedAt: world.simulation.clock.iso(),
    });
    const mine = await world.enable(PARTNER);
    await accept();
    expect(await world.statuses(INVITER)).toEqual({ [PARTNER]: 'Enabled' });
    const read = await world.as(PARTNER).send(new GetAdministratorAccountCommand({ DetectorId: mine }));
    expect(read.Administrator).toMatchObject({ AccountId: INVITER, RelationshipStatus: 'Enabled' });
    expect((await world.as(PARTNER).send(new GetInvitationsCountCommand({}))).InvitationsCount).toBe(0);
  });

  test("I4: an address that is not the root user's fails the verification", async () => {
    await world.as(INVITER).send(
      new CreateMembersCommand({
        DetectorId,
        AccountDetails: [{ AccountId: PARTNER, Email: 'someone@example.com' }],
      }),
    );
    await invite();
    await world.pass(60);
    expect(await world.statuses(INVITER)).toEqual({ [PARTNER]: 'EmailVerificationFailed' });
    expect(await invitation()).toBeUndefined();
  });

  test('M5: accounts that cannot be invited are listed with the reason', async () => {
    await invited();
    expect(await invite([PARTNER, SECOND, INVITER])).toEqual([
      {
        AccountId: PARTNER,
        Result:
          'The request is rejected because the current account has already invited or is already the GuardDuty master of the given member account ID.',
      },
      { AccountId: SECOND, Result: "The request is rejected because member account's email address is missing." },
      { AccountId: INVITER, Result: 'The request is rejected because the current account cannot invite itself.' },
    ]);
  });

  test('accepting needs an enabled detector, the right invitation, and an account without members or administrator', async () => {
    await invited();
    await expect(accept()).rejects.toMatchObject(refusal('detectorId is not owned'));
    const mine = await world.enable(PARTNER);
    const with_ = (InvitationId: string) =>
      world.as(PARTNER).send(new AcceptInvitationCommand({ DetectorId: mine, MasterId: INVITER, InvitationId }));
    await expect(with_('0'.repeat(32))).rejects.toMatchObject(
      refusal('has no pending invitation from the given master'),
    );
    await world.add([SECOND], PARTNER);
    await expect(accept()).rejects.toMatchObject(refusal('still has created, invited or associated members'));
  });

  test('an account can accept only one invitation', async () => {
    await invited();
    await world.enable(PARTNER);
    await accept();
    await expect(accept()).rejects.toMatchObject(refusal('already an associated member of some master account'));
  });

  test('I5, I1: invitations of several accounts are listed together, in pages', async () => {
    await invited();
    await world.enable(SECOND);
    await world.add([PARTNER], SECOND);
    await invite([PARTNER], SECOND);
    await world.pass(60);
    const page = (NextToken?: string) =>
      world.as(PARTNER).send(new ListInvitationsCommand({ MaxResults: 1, NextToken }));
    const first = await page();
    const second = await page(first.NextToken);
    expect([first.Invitations?.[0]?.AccountId, second.Invitations?.[0]?.AccountId]).toEqual([INVITER, SECOND]);
    expect((await world.as(PARTNER).send(new GetInvitationsCountCommand({}))).InvitationsCount).toBe(2);
  });

  test('an invitation can only be deleted after it was declined', async () => {
    await invited();
    const AccountIds = [INVITER, SECOND];
    const remove = () => world.as(PARTNER).send(new DeleteInvitationsCommand({ AccountIds }));
    expect((await remove()).UnprocessedAccounts).toMatchObject([
      { AccountId: INVITER, Result: expect.stringContaining('has not declined their invitation yet') },
      { AccountId: SECOND, Result: expect.stringContaining('does not have an invitation from the requested master') },
    ]);
    await world.as(PARTNER).send(new DeclineInvitationsCommand({ AccountIds: [INVITER] }));
    expect(await world.statuses(INVITER)).toEqual({ [PARTNER]: 'Resigned' });
    expect((await remove()).UnprocessedAccounts).toHaveLength(1);
    expect(await invitation()).toBeUndefined();
  });

  test('an invited member can leave, and return with the same invitation', async () => {
    await invited();
    const mine = await world.enable(PARTNER);
    const leave = () => world.as(PARTNER).send(new DisassociateFromAdministratorAccountCommand({ DetectorId: mine }));
    await expect(leave()).rejects.toMatchObject(refusal('the current account is not associated to a master account'));
    await accept();
    await leave();
    expect(await world.statuses(INVITER)).toEqual({ [PARTNER]: 'Resigned' });
    await accept();
    await world.as(PARTNER).send(new DisassociateFromMasterAccountCommand({ DetectorId: mine }));
    expect(await world.statuses(INVITER)).toEqual({ [PARTNER]: 'Resigned' });
  });

  test('a member that deleted its detector is Removed on the other side', async () => {
    await invited();
    const mine = await world.enable(PARTNER);
    await accept();
    await world.as(PARTNER).send(new DeleteDetectorCommand({ DetectorId: mine }));
    expect(await world.statuses(INVITER)).toEqual({ [PARTNER]: 'Removed' });
  });

  test('a removed invited member can be invited again without CreateMembers', async () => {
    await invited();
    await world.enable(PARTNER);
    await accept();
    await world.as(INVITER).send(new DisassociateMembersCommand({ DetectorId, AccountIds: [PARTNER] }));
    expect(await invitation()).toBeUndefined();
    expect(await invite()).toEqual([]);
    await world.pass(60);
    await accept();
    expect(await world.statuses(INVITER)).toEqual({ [PARTNER]: 'Enabled' });
  });

  test('an invited member keeps its own features, and its administrator cannot change malware protection', async () => {
    await invited();
    const mine = await world.enable(PARTNER);
    await accept();
    const s3 = { Name: 'S3_DATA_EVENTS', Status: 'DISABLED' } as const;
    await world.as(PARTNER).send(new UpdateDetectorCommand({ DetectorId: mine, Features: [s3] }));
    expect(await world.features(PARTNER)).toMatchObject({ S3_DATA_EVENTS: 'DISABLED' });
    const malware = new UpdateMemberDetectorsCommand({
      DetectorId,
      AccountIds: [PARTNER],
      Features: [{ Name: 'EBS_MALWARE_PROTECTION', Status: 'DISABLED' }],
    });
    expect((await world.as(INVITER).send(malware)).UnprocessedAccounts).toMatchObject([{ AccountId: PARTNER }]);
  });
});
