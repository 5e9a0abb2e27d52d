import { ResourceFailure } from '../engine/failure-reason';
import { type Batch, requireProcessed } from './refused-account';
import { bool, defined, type Properties, type ResourceType, text, type Work } from './resource-type';

/** A member account of an administrator; with the status Invited it is also invited. */
const member: ResourceType = {
  type: 'AWS::GuardDuty::Member',
  createOnly: ['DetectorId', 'MemberId'],
  attributes: [],
  create: async (properties, work) => {
    const { DetectorId, AccountId, Email } = memberIn(properties);
    const made = await work.call<Batch>('guardduty', 'CreateMembers', {
      DetectorId,
      AccountDetails: [{ AccountId, Email }],
    });
    requireProcessed(made);
    await invite(properties, work);
    return { physicalId: AccountId };
  },
  update: async (existing, properties, work) => {
    if (text(existing.properties.Status) !== 'Invited') await invite(properties, work);
    return existing;
  },
  remove: async ({ properties }, work) => {
    const { DetectorId, AccountId } = memberIn(properties);
    const named = { DetectorId, AccountIds: [AccountId] };
    await work.call('guardduty', 'DisassociateMembers', named);
    requireProcessed(await work.call<Batch>('guardduty', 'DeleteMembers', named), /not an associated member/);
  },
};

function memberIn(properties: Properties) {
  const [AccountId = '', Email] = [text(properties.MemberId), text(properties.Email)];
  return { DetectorId: text(properties.DetectorId), AccountId, Email };
}

async function invite(properties: Properties, work: Work): Promise<void> {
  if (text(properties.Status) !== 'Invited') return;
  const { DetectorId, AccountId } = memberIn(properties);
  const invited = await work.call<Batch>('guardduty', 'InviteMembers', {
    DetectorId,
    AccountIds: [AccountId],
    ...defined({
      Message: text(properties.Message),
      DisableEmailNotification: bool(properties.DisableEmailNotification),
    }),
  });
  requireProcessed(invited);
}

/** A member's acceptance of an administrator's invitation, which must exist already. */
const master: ResourceType = {
  type: 'AWS::GuardDuty::Master',
  createOnly: ['DetectorId', 'MasterId', 'InvitationId'],
  attributes: [],
  create: async (properties, work) => {
    const [DetectorId, AdministratorId = ''] = [text(properties.DetectorId), text(properties.MasterId)];
    const InvitationId = text(properties.InvitationId) ?? (await invitationOf(AdministratorId, work));
    await work.call('guardduty', 'AcceptAdministratorInvitation', { DetectorId, AdministratorId, InvitationId });
    return { physicalId: AdministratorId };
  },
  remove: async ({ properties }, work) => {
    const DetectorId = text(properties.DetectorId);
    await work.call('guardduty', 'DisassociateFromAdministratorAccount', { DetectorId });
  },
};

async function invitationOf(administrator: string, work: Work): Promise<string> {
  const { Invitations = [] } = await work.call<{
    Invitations?: readonly { readonly AccountId: string; readonly InvitationId: string }[];
  }>('guardduty', 'ListInvitations', {});
  const invitation = Invitations.find(({ AccountId }) => AccountId === administrator);
  if (!invitation)
    throw new ResourceFailure(
      `Resource handler returned message: "No invitation from ${administrator} was found" (HandlerErrorCode: NotFound)`,
    );
  return invitation.InvitationId;
}

export const guardDutyMemberTypes: readonly ResourceType[] = [member, master];
