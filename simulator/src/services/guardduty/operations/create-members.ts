import type { CreateMembersCommandInput, CreateMembersCommandOutput } from '@aws-sdk/client-guardduty';
import type { Call, Operation } from '../../../contract/service';
import { eachAccount } from '../answers';
import { applySettings, enrol, type Pass, passOf } from '../enrolment';
import { outOfRange, RESULTS } from '../errors';
import { recordMember } from '../membership';
import { administratorIn, batch, detectorOf, isAccountId, isAssociated, managing, ownDetector } from '../ownership';
import type { Detector } from '../state';

/** The most members by invitation that one administrator can have in a region. */
const INVITATION_MEMBER_LIMIT = 5_000;

/**
 * Adds members. Accounts of the organization become members of its delegated administrator at once, with the organization's
 * settings applied; outside accounts wait for their invitation.
 */
export const createMembers: Operation<CreateMembersCommandInput, Partial<CreateMembersCommandOutput>> = (
  input,
  call,
) => {
  const { world, accountId, region } = call;
  const detector = ownDetector(call, input.DetectorId);
  const details = batch(input.AccountDetails, 'accountDetails');
  if (!details.every(({ AccountId, Email }) => isAccountId(AccountId) && isEmail(Email))) throw outOfRange();
  const delegated = administratorIn(world, region) === accountId;
  const pass = passOf(world, region, { account: accountId, detector }, ['NEW', 'ALL']);
  const emails = new Map(details.map(({ AccountId, Email }) => [AccountId ?? '', Email ?? '']));
  return eachAccount(
    details.map(({ AccountId }) => AccountId ?? ''),
    (id) => {
      if (managing(detector)) return RESULTS.creatorIsMember;
      if (id === accountId) return RESULTS.ofItself;
      if (delegated && world.organization.has(id)) return addFromOrganization(pass, id);
      return addForInvitation(call, detector, id, emails.get(id) ?? '');
    },
  );
};

/**
 * Adds an account of the organization. An existing member is processed like a new one: "GuardDuty applies your organization's
 * auto-enable settings to the member accounts in this request, irrespective of the accounts being new or existing members."
 */
function addFromOrganization(pass: Pass, id: string): string | undefined {
  if (!isAssociated(pass.administrator.members?.get(id))) return enrol(pass, id);
  const detector = detectorOf(pass.world, id, pass.region);
  if (detector) applySettings(pass, detector);
  return undefined;
}

function addForInvitation(call: Call, detector: Detector, id: string, email: string): string | undefined {
  if (detector.members?.has(id)) return RESULTS.alreadyMember;
  if ((detector.members?.size ?? 0) >= INVITATION_MEMBER_LIMIT) return RESULTS.tooManyMembers;
  const made = { accountId: id, administratorId: call.accountId, email, status: 'Created' as const };
  recordMember(detector, { ...made, viaOrganization: false }, call.world.clock.now());
  return undefined;
}

function isEmail(value: string | undefined): boolean {
  return value !== undefined && value.length >= 1 && value.length <= 64;
}
